#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""raw.py PATTERNS OUT: the relation rules of a set as they would have to be written for raw text, one "id<TAB>pattern" a
line. The one expansion, the same for all of them:

  a slot, a kind or a unit byte   NAME, a run of words with capitals; of a list of units, NAMEs joined by the set's separator
  a figure class                  FIGURE, a number with its sign and magnitude; {date}: a month or a year
  {gap N}                         up to N words or NAMEs
  {trigger FORM}                  the alternatives of the rule's trigger, inflected as the program inflects them
  a macro                         its text, expanded likewise
  a look ahead over what is no    nothing: it saves the tape from looking further, raw text has no units that could be missing
    unit, "(?=[^\\x01-\\x1f]*+...)"
  a look behind at a unit         nothing: a NAME has no fixed length

Letters count in NAME alone. What a tape has and raw text has not (a name's kind, references, lifted clauses) is lost."""
import glob, re, sys
import yaml

NAME = r"(?-i:\p{Lu}[\p{L}\p{N}&'’.-]*(?:\s+(?:(?:of|and|&|the|de|van)\s+)?\p{Lu}[\p{L}\p{N}&'’.-]*){0,5})"
FIGURE = r"(?:[$€£¥]\s?)?\d[\d,.]*(?:\s?(?:%|percent|k|m|bn|thousand|million|billion|trillion)\b)?"
DATE = r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d"
KEYS = ("active", "passive", "nominal", "compound", "relative", "apposition", "bullet", "participle", "pattern")


def inflect(verb, irregular):
    if verb in irregular:
        return [f.split("/") for f in irregular[verb]]
    if verb.endswith("e"):
        return [[verb], [verb + "s"], [verb + "d"], [verb[:-1] + "ing"]]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [[verb], [verb[:-1] + "ies"], [verb[:-1] + "ied"], [verb + "ing"]]
    return [[verb], [verb + ("es" if re.search(r"(?:s|x|z|[cs]h)$", verb) else "s")], [verb + "ed"], [verb + "ing"]]


def forms_of(trigger, irregular):
    forms = {"base": [], "third": [], "past": [], "ing": []}
    for key, words in (trigger or {}).items():
        for word in map(str, words):
            if key != "verb":
                forms["base"].append(word)
                continue
            head, _, rest = word.partition(" ")
            for form, made in zip(forms, inflect(head, irregular)):
                forms[form] += [f"{m} {rest}".strip() for m in made]
    return forms


def phrase(words):
    return r"\s+(?:[^\s,;:.()!?]+\s+){0,5}?".join(r"\s+".join(map(re.escape, part.split())) for part in words.split(" .. "))


def without_outlook(pattern):
    at = 0
    while look := re.compile(r"\(\?(?:=(?=\[\^\\x01-\\x1f)|<[=!])").search(pattern, at):
        begin = end = look.start()
        depth, quoted = 0, False
        while True:
            c = pattern[end]
            if c == "\\":
                end += 1
            elif quoted or c == "[":
                quoted = c != "]"
            else:
                depth += (c == "(") - (c == ")")
            end += 1
            if depth == 0:
                break
        behind = pattern[begin:begin + 3] == "(?<"
        if behind and not re.search(r"\{[a-z]|\\x01", pattern[begin:end]):
            at = begin + 1
        else:
            pattern = pattern[:begin] + pattern[end:]
    return pattern


def expand(pattern, macros, figures, separator, forms, depth=0):
    pattern = without_outlook(pattern)

    def brace(m):
        word, _, argument = m[1].partition(" ")
        if word in macros and depth < 8:
            return "(?:" + expand(macros[word], macros, figures, separator, forms, depth + 1) + ")"
        if word == "gap":
            return r"(?:\s*+(?:[^\s,;:.()!?'\"]++(?:\.(?=\w))?+|%s)){0,%s}?\s*+" % (NAME, argument or 6)
        if word == "trigger":
            some = forms.get(argument) if argument else [f for form in forms.values() for f in form]
            return r"\b(?:" + "|".join(map(phrase, some)) + r")\b"
        kind = argument or word.rstrip("+")
        one = f"(?:{DATE})" if kind == "date" else f"(?:{FIGURE})" if kind in figures else NAME
        return f"{one}(?:(?:{separator}){one})*+" if word.endswith("+") and depth == 0 else one
    pattern = re.sub(r"\[\\x01-\\x1f\]|\[\\x01-\\x02\]", lambda m: NAME, pattern)
    return re.sub(r"(?<!\\[pPxogkN])\{([A-Za-z][^{}]*)\}", brace, pattern)


def main():
    folder, out = sys.argv[1:]
    files = {p: yaml.safe_load(open(p, encoding="utf-8")) or {} for p in sorted(glob.glob(f"{folder}/en/**/*.yaml", recursive=True))}
    text = next(f["text"] for f in files.values() if "text" in f)
    irregular = {v.split()[0]: v.split() for v in text["irregular_verbs"]}
    macros = {}
    for f in files.values():
        macros.update(f.get("macros", {}))
    figures = {"figure", "money", "percent", "count", "rank", "multiple"} | {f.get("class") for d in files.values() for f in d.get("figures") or []}
    separator = expand(text["separator"], macros, figures, "", {})
    with open(out, "w", encoding="utf-8") as f:
        for d in files.values():
            for rule in d.get("relations") or []:
                if "edge" not in rule:
                    continue
                forms = forms_of(rule.get("trigger"), irregular)
                named = [(k, rule[k]) for k in KEYS if k in rule] + [(str(i + 1), p) for i, p in enumerate(rule.get("patterns") or [])]
                for name, pattern in named:
                    raw = expand(pattern, macros, figures, separator, forms)
                    f.write(f"{rule['id']}/{name}\t{' '.join(raw.split())}\n")


main()
