"""The domain: rules, tables and services of everything the office keeps."""
