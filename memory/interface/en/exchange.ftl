# Out to other programs and back.

exchange-tab = Exchange
exchange-title = Out to other programs and back
exchange-out = Out
exchange-out-why = A file for people who work in Word, in Excel or in a CAT tool.
exchange-what = File
exchange-file-docx = Table for Word
exchange-file-xliff = XLIFF 2.1 for CAT tools
exchange-file-xliff-old = XLIFF 1.2 for older CAT tools
exchange-file-xlsx = Workbook for officers
exchange-file-suggestions = Suggestions as TMX
exchange-file-confirmed = Confirmed pairs as TMX
exchange-file-package = Package: clean original and earlier pairs
exchange-language = Translation into
exchange-open-only = Only paragraphs that are not confirmed
exchange-statements = With the replies as returned, in XLIFF and workbooks: they are confidential, and this is logged
exchange-make = Make the file
exchange-made = The files are in { $folder } of the dossier.
exchange-in = Back
exchange-in-why = What a file would change is shown first. Taking it over is one decision, which one undo takes back.
exchange-file = File that came back
exchange-confirm = Take translations as confirmed where the file says so
exchange-confirm-on = Translations that the file calls confirmed will be confirmed.
exchange-show = Show what it would change
exchange-preview-title = What { $file } would change
exchange-sum = { $taken ->
    [one] { $taken } text would be taken over,
   *[other] { $taken } texts would be taken over,
} { $offered ->
    [one] { $offered } offered for you to choose.
   *[other] { $offered } offered for you to choose.
}
exchange-sum-comments = { $count ->
    [0] No comments.
    [one] { $count } comment.
   *[other] { $count } comments.
}
exchange-apply = Take over
exchange-back = Back without taking over
exchange-nothing = The file brings nothing new.
exchange-done = { $taken ->
    [one] { $taken } text taken over,
   *[other] { $taken } texts taken over,
} { $offered } offered. One undo takes all of it back.
exchange-changed-since = The dossier has changed since you saw the list. This is the list as it is now.
exchange-not-kept = The file is not kept any more. Choose it again.
exchange-no-file = No file was chosen.
exchange-line = line { $number }
exchange-row = row { $number }
exchange-unit = unit { $number }
exchange-lines = Lines of the file
exchange-column-place = Paragraph
exchange-column-what = What it is
exchange-column-now = Stands now
exchange-column-file = In the file
exchange-comment = Comment: { $text }
exchange-same = { $count ->
    [one] { $count } line brings nothing new and is not listed.
   *[other] { $count } lines bring nothing new and are not listed.
}

merge-kind-new = New
merge-kind-changed = Changed
merge-kind-state = Other state
merge-kind-same = Same
merge-kind-emptied = Emptied
merge-kind-conflicting = Changed on both sides
merge-kind-source-changed = Original changed here
merge-kind-unsure = Names another country
merge-kind-unknown = Unknown

merge-becomes-edited = edited
merge-becomes-tentative = tentative
merge-becomes-confirmed = confirmed
merge-becomes-offered = offered for you to choose
merge-becomes-comment = only the comment is taken

merge-why-unreadable = The line cannot be read.
merge-why-no-id = It has no id.
merge-why-bad-id = Its id is damaged or none of ours.
merge-why-grouped = The entry speaks in the paragraph of another one now.
merge-why-no-entry = There is no such entry in this dossier.
merge-why-no-language = The note has no such language.
merge-why-other-source = Its source is not the one that went out with its id.
merge-why-replies-changed = The replies behind it have changed since it went out, or its id is damaged.
merge-why-strayed = Its text went out with another paragraph, which has lost it.
merge-why-other-country = It names other countries than its source: offered, not taken.
merge-why-column-moved = Texts of its column stand with other paragraphs, so that no changed one is sure.
merge-why-deleted = Deletions are not taken over.
merge-why-repeated = The entry is in the file more than once.
merge-why-disagrees = The entry is in the file more than once, with different texts.
merge-why-changed-here = The text was changed here too since it went out.
merge-why-offered-already = Changed on both sides, and offered already.
merge-why-source-changed = The original was changed here since it went out: the translation needs review.
merge-why-not-confirmed = Confirmed in the file; taken as edited.
merge-why-original-not-confirmed = Confirmed in the file; the original is confirmed on its page only.
merge-why-stays-confirmed = No longer confirmed in the file; it stays confirmed here.

did-merge = { $count ->
    [one] took { $count } line over from { $file }
   *[other] took { $count } lines over from { $file }
}
did-send-out = { $count ->
    [one] exported { $count } reply for people outside
   *[other] exported { $count } replies for people outside
}
