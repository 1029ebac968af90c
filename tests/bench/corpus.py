#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes posts for the bench: corpus.py FOLDER COUNT [BYTES]. Sentences, bullets, table rows and headings of the
repository's own posts and rule examples are shuffled, and every second name of two or more words gives way to one of the
gazetteers, drawn log-uniformly, so that names repeat as they do in prose. Same arguments, same bytes."""
import glob, math, os, random, re, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NAME = re.compile(r"\b[A-Z][\w&'-]+(?: (?:of |the |and )?[A-Z][\w&'-]+)+")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def posts():
    """The demo posts and the gold posts that rules may be written for."""
    return sorted(glob.glob(f"{ROOT}/tests/posts/*.md") + glob.glob(f"{ROOT}/tests/gold/dev-*.md"))


def pool():
    prose, items, headings, tables = [], [], [], []
    for path in posts():
        text = re.sub(r"\A---\n.*?\n---\n", "", read(path), flags=re.S)
        for block in re.split(r"\n\s*\n", text):
            block = block.strip()
            if block.startswith("#"):
                headings.append(block.lstrip("# ").split("\n")[0])
            elif block.startswith("|"):
                tables.append(block)
            elif re.match(r"[-*] ", block):
                items += [line[2:] for line in block.split("\n") if re.match(r"[-*] ", line)]
            elif block and not block.startswith(("```", ">", "[^")):
                prose += re.split(r"(?<=[a-z)][.!?]) (?=[A-Z])", block.replace("\n", " "))
    for path in sorted(glob.glob(f"{ROOT}/patterns/en/**/*.yaml", recursive=True)):
        for example in re.findall(r'"([A-Z][^"\\]{30,300}?)(?: =>[^"]*)?"', read(path)):
            prose.append(example.replace("[", "").replace("]", ""))
    return prose, items, headings, tables


def names():
    out = []
    for stem in ("companies", "investors", "institutions", "people", "products"):
        rows = [r.split("\t")[0] for r in read(f"{ROOT}/patterns/names/{stem}.tsv").split("\n") if r and not r.startswith("#")]
        out += [r for r in rows[1:] if " " in r]
    return out


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 4300
    rng = random.Random(20240601)
    prose, items, headings, tables = pool()
    known = names()
    rng.shuffle(known)
    draw = lambda: known[int(math.exp(rng.random() * math.log(len(known)))) - 1]
    rename = lambda s: NAME.sub(lambda m: draw() if rng.random() < 0.5 else m.group(), s)
    os.makedirs(folder, exist_ok=True)
    for n in range(count):
        out = [f"# {rename(rng.choice(headings))}"]
        length = 0
        while length < size:
            shape = rng.random()
            if shape < 0.08:
                block = f"## {rename(rng.choice(headings))}"
            elif shape < 0.25:
                block = "\n".join(f"- {rename(rng.choice(items))}" for _ in range(rng.randint(2, 6)))
            elif shape < 0.28 and tables:
                block = rng.choice(tables)
            else:
                block = " ".join(rename(rng.choice(prose)) for _ in range(rng.randint(2, 6)))
            out.append(block)
            length += len(block.encode()) + 2
        with open(f"{folder}/post-{n:05}.md", "w", encoding="utf-8") as f:
            f.write("\n\n".join(out) + "\n")


main()
