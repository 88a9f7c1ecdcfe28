"""Fills in a DOCX or a PDF in ONLYOFFICE's document builder, the engine of its editors; for a process of its own.

python fill_onlyoffice.py BLANK JOB SAVED... : saved as what each name's ending says; with "-" for JOB as it is.
The job says how a DOCX is filled in: "typed" chooses each control's prompt and types over it, as after a click, and
the program corrects what is typed; "pasted" puts the text there from the clipboard.
"""

from __future__ import annotations

import sys
from pathlib import Path

import docbuilder

# `Api` and `editor` are the program's; what it returns is "done", or nothing where it failed.
FILL_DOCX = """
const page = Api.GetDocument(), controls = {};
for (const control of page.GetAllContentControls()) controls[control.GetTag()] = control;
for (const [code, text] of Object.entries(job.texts)) {
    editor.pluginMethod_SelectContentControl(controls[code].GetInternalId());
    if (job.way === "pasted") editor.pluginMethod_PasteText(text);
    else for (const [number, line] of text.split("\\n").entries()) {
        if (number) page.InsertParagraphBreak();
        if (line) page.EnterText(line);
    }
}
for (const [code, option] of job.ticks)
    editor.asc_SetContentControlCheckBoxChecked(true, controls[code + "#" + option].GetInternalId());
"""
FILL_PDF = """
const ticks = new Set(job.ticks.map(([code, option]) => code + "#" + option));
for (const field of Api.GetDocument().GetAllFields()) {
    const code = field.GetFullName().split("#")[0];
    if (code in job.texts) field.SetValue(job.texts[code]);
    else if (field.GetClassType() === "checkboxField")
        for (const box of field.GetAllWidgets())
            if (ticks.has(code + "#" + box.GetExportValue())) box.SetChecked(true);
}
"""


def main(blank: str, job: str, *saved: str) -> None:
    builder = docbuilder.CDocBuilder()
    builder.SetTmpFolder(str(Path(saved[0]).parent))
    assert builder.OpenFile(blank, "") == 0
    if job != "-":
        fill = FILL_PDF if blank.endswith(".pdf") else FILL_DOCX
        told = builder.GetContext().CreateUndefined()
        script = f'(function (job) {{ {fill} return "done"; }})({Path(job).read_text()})'
        assert builder.ExecuteCommand(script, told) and told.IsString() and told.ToString() == "done"
    for path in saved:
        assert builder.SaveFile(Path(path).suffix[1:], path) == 0
    builder.CloseFile()  # else the program breaks down at its end


main(*sys.argv[1:])
