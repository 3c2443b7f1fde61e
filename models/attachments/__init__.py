"""Attachments: pictures and PDF files that people hand in, checked, rewritten and kept."""
