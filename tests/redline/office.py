"""Accepts and rejects all tracked changes in LibreOffice and compares the paragraphs.

    office.py REDLINE.docx OLD.docx NEW.docx

Needs LibreOffice and the `uno` module of its Python. Compares numbers and words of every paragraph
of the body and which footnotes there are; ends with 1 when they differ. LibreOffice 7.4 does not
read changes within a footnote: such notes are only counted.
"""

import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def hidden():
    p = PropertyValue()
    p.Name, p.Value = "Hidden", True
    return (p,)


def connect(pipe, profile):
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return office, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    office.kill()
    raise SystemExit("LibreOffice does not answer")


def paragraphs(document):
    out, within = [], []
    walk = document.Text.createEnumeration()
    while walk.hasMoreElements():
        p = walk.nextElement()
        if p.supportsService("com.sun.star.text.Paragraph"):
            out.append((p.ListLabelString, p.String))
    notes = document.Footnotes
    for i in range(notes.Count):
        within.append(notes.getByIndex(i).String)
    return out, within


def main():
    redline, old, new = (os.path.abspath(p) for p in sys.argv[1:4])
    bad = 0
    with tempfile.TemporaryDirectory() as profile:
        office, context = connect(f"redline{os.getpid()}", profile)
        try:
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

            def load(path, command=None):
                document = desktop.loadComponentFromURL("file://" + path, "_blank", 0, hidden())
                if command:
                    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
                found = paragraphs(document)
                document.close(True)
                return found

            for what, command, path in (
                ("rejected", ".uno:RejectAllTrackedChanges", old),
                ("accepted", ".uno:AcceptAllTrackedChanges", new),
            ):
                got, want = load(redline, command), load(path)
                (got, got_notes), (want, want_notes) = got, want
                if got == want and len(got_notes) == len(want_notes):
                    other = sum(a != b for a, b in zip(got_notes, want_notes))
                    print(f"{what}: {len(want)} paragraphs and {len(want_notes)} notes are the same in LibreOffice, {other} notes were not read as changed")
                    continue
                bad = 1
                print(f"{what}: {len(got)} instead of {len(want)}")
                for a, b in zip(got, want):
                    if a != b:
                        print(f"  got  {a}\n  want {b}")
                        break
            desktop.terminate()
            office.wait(timeout=30)
        finally:
            if office.poll() is None:
                office.kill()
    return bad


if __name__ == "__main__":
    sys.exit(main())
