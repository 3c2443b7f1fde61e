# ruff: noqa: E401, E501, E731, C901, PTH123, T201, I001
"""Score predictions against a labelled file.

  python score_messages.py --gold messages.jsonl --pred predictions.jsonl [--errors 20]

predictions: one JSON object per line, {"id": ..., "intent": ..., "slots": {...}}.
Prints ONE JSON line on stdout (a list of wrong rows goes to stderr with --errors).

Scoring rules
- gold "intent" may be a list: any of them is right. Per-intent figures group by the first.
- a gold slot value (or an item, or an item's field) may be {"any": [...]}; null in it = may be left out.
- slot keys outside SLOTS are ignored. A wrong value counts as one false positive and one miss.
- items are compared one by one, in any order: sku must match, or (gold has "name") the predicted name must
  contain the gold name's words; qty must match; a missing qty equals 1.
- phone compares digits with a leading 0 or 62 removed; scale 5 equals [5].
- exact: intent right, every slot right, nothing extra.
- risky: errors that act without the user's wish (or ignore an opt-out).
"""

import argparse, collections, json, re, sys

SLOTS = ("case_code", "service", "date", "time", "items", "quantity", "scale", "phone", "nik")
ACTS = {"confirm_yes", "stop", "cancel"}


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def alts(v):
    return v["any"] if isinstance(v, dict) and set(v) == {"any"} else [v]


def words(s):
    return set(re.findall(r"[a-z0-9]+", str(s).lower()))


def phone(s):
    return re.sub(r"^(62|0)", "", re.sub(r"\D", "", str(s)))


def same(key, gold, pred):
    """gold: one plain alternative (not None)."""
    if pred is None:
        return False
    if key == "phone":
        return phone(gold) == phone(pred)
    if key == "scale":
        as_list = lambda v: v if isinstance(v, list) else [v]
        return [str(a) for a in as_list(gold)] == [str(a) for a in as_list(pred)]
    return str(gold).strip().lower() == str(pred).strip().lower()


def same_item(gold, pred):
    if not isinstance(pred, dict):
        return False
    for g in alts(gold):
        if g is None:
            continue
        if "sku" in g:
            ok = any(same("sku", s, pred.get("sku")) for s in alts(g["sku"]))
        else:
            said = pred.get("name") if pred.get("name") is not None else ""
            ok = not pred.get("sku") and any(words(n) <= words(said) for n in alts(g["name"]))
        want = alts(g.get("qty"))
        have = pred.get("qty")
        have = 1 if have is None else have
        if ok and any(str(1 if w is None else w) == str(have) for w in want):
            return True
    return False


def score_items(gold, pred):
    """(tp, fp, fn) for the best alternative."""
    pred = pred if isinstance(pred, list) else []
    best = None
    for g in alts(gold):
        if g is None:
            t = (0, len(pred), 0)
        else:
            left, tp = list(pred), 0
            for item in g:
                hit = next((p for p in left if same_item(item, p)), None)
                if hit is not None:
                    left.remove(hit)
                    tp += 1
            t = (tp, len(left), len(g) - tp)
        if best is None or (t[0] - t[1] - t[2]) > (best[0] - best[1] - best[2]):
            best = t
    return best


def score_slots(gold, pred):
    tp = fp = fn = 0
    pred = pred if isinstance(pred, dict) else {}
    for k in SLOTS:
        p = pred.get(k)
        if p in ("", [], {}):
            p = None
        if k == "items" and (k in gold or p is not None):
            a, b, c = score_items(gold.get(k), p)
            tp, fp, fn = tp + a, fp + b, fn + c
            continue
        if k not in gold:
            fp += p is not None
            continue
        options = alts(gold[k])
        if p is None:
            fn += None not in options
        elif any(o is not None and same(k, o, p) for o in options):
            tp += 1
        else:
            fp += 1
            fn += None not in options
    return tp, fp, fn


def evaluate(gold_rows, pred_rows):
    preds = {}
    for p in pred_rows:
        preds[p["id"]] = p
    tot = collections.Counter()
    groups = {k: collections.defaultdict(collections.Counter) for k in ("channel", "lang", "state")}
    per = collections.defaultdict(collections.Counter)
    conf, risky, errors = collections.Counter(), collections.Counter(), []
    for g in gold_rows:
        p = preds.get(g["id"])
        tot["n"] += 1
        if p is None:
            tot["missing"] += 1
            p = {"intent": None, "slots": {}}
        allowed = g["intent"] if isinstance(g["intent"], list) else [g["intent"]]
        first, got = allowed[0], p.get("intent")
        hit = got in allowed
        tp, fp, fn = score_slots(g.get("slots") or {}, p.get("slots"))
        exact = hit and fp == 0 and fn == 0
        c = collections.Counter(n=1, intent=hit, exact=exact, tp=tp, fp=fp, fn=fn)
        tot.update({k: v for k, v in c.items() if k != "n"})
        groups["channel"][g["channel"]].update(c)
        groups["lang"][g["lang"]].update(c)
        groups["state"]["idle" if g["context"] == "idle" else "in_dialogue"].update(c)
        per[first].update(c)
        if not hit:
            conf[(first, str(got))] += 1
            if got in ACTS:
                risky["false_" + got] += 1
            if first == "stop":
                risky["missed_stop"] += 1
            if first in ("confirm_no", "cancel") and got == "confirm_yes":
                risky["no_read_as_yes"] += 1
        if hit and first in ("order_part", "track_case") and fp and fn:
            risky["acted_on_wrong_slot"] += 1
        if not exact:
            errors.append(
                {
                    "id": g["id"],
                    "text": g["text"],
                    "context": g["context"],
                    "gold": [g["intent"], g.get("slots")],
                    "pred": [got, p.get("slots")],
                }
            )

    def rates(c):
        pr = c["tp"] / (c["tp"] + c["fp"]) if c["tp"] + c["fp"] else 0.0
        rc = c["tp"] / (c["tp"] + c["fn"]) if c["tp"] + c["fn"] else 0.0
        f1 = 2 * pr * rc / (pr + rc) if pr + rc else 0.0
        n = c["n"] or 1
        return {
            "n": c["n"],
            "intent_accuracy": round(c["intent"] / n, 4),
            "exact_accuracy": round(c["exact"] / n, 4),
            "slot_precision": round(pr, 4),
            "slot_recall": round(rc, 4),
            "slot_f1": round(f1, 4),
        }

    out = rates(tot)
    out["missing"] = tot["missing"]
    out["macro_intent_accuracy"] = round(
        sum(c["intent"] / c["n"] for c in per.values()) / max(1, len(per)), 4
    )
    for k, name in (("channel", "per_channel"), ("lang", "per_lang"), ("state", "per_state")):
        out[name] = {key: rates(c) for key, c in sorted(groups[k].items())}
    out["per_intent"] = {
        k: {
            "n": c["n"],
            "accuracy": round(c["intent"] / c["n"], 4),
            "exact": round(c["exact"] / c["n"], 4),
        }
        for k, c in sorted(per.items())
    }
    out["confusion_top10"] = [
        [a, b, n] for (a, b), n in sorted(conf.items(), key=lambda x: (-x[1], x[0]))[:10]
    ]
    out["risky"] = dict(sorted(risky.items()))
    return out, errors


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--gold", required=True)
    ap.add_argument("--pred", required=True)
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    out, errors = evaluate(load(a.gold), load(a.pred))
    for e in errors[: a.errors]:
        print(json.dumps(e, ensure_ascii=False), file=sys.stderr)
    print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main()
