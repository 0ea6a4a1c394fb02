# The overview.

overview-continue = Continue with what is open
overview-did-took-in = { $count ->
    [one] { $count } file taken in, { $read } read now
   *[other] { $count } files taken in, { $read } read now
}
overview-did-read = { $count ->
    [one] { $count } file in the inbox, { $read } read now
   *[other] { $count } files in the inbox, { $read } read now
}
overview-did-built = { $count ->
    [one] { $count } note built, { $paragraphs } paragraphs
   *[other] { $count } notes built, { $paragraphs } paragraphs each
}
overview-did-not-built = The final note was not built: { $count ->
    [one] one thing is still to settle
   *[other] { $count } things are still to settle
}.

overview-replied = of { $count } invited have replied
overview-silent-count = { $count } have not
overview-late-count = { $count } came after the cut-off date
overview-unusable-count = { $count ->
    [0] every file could be used
    [one] one file refused or unattributed
   *[other] { $count } files refused or unattributed
}
overview-cut-off = Cut-off date for replies
overview-submission = English due for editing
overview-today = today
overview-days-left = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
overview-days-past = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
overview-words = { $count } of { $limit } words
overview-words-of = Words used, { $lang }
overview-words-left = { $count } left
overview-words-over = { $count } too many
overview-of = { $done } of { $all }
overview-reached = reached:

stage-drafted = drafted
stage-cleared = cleared
stage-submitted = submitted
stage-edited = edited
stage-issued = issued
stage-translated = translated
stage-confirmed = confirmed

overview-needs = Needs somebody
overview-needs-nothing = Nothing waits.
overview-needs-more = { $count } more
overview-info = { $count ->
    [one] One note for information
   *[other] { $count } notes for information
}
overview-not-usable = Not usable yet
overview-to-decide = To decide
overview-settings-blank = { $count ->
    [one] { $count } setting is blank in note.toml
   *[other] { $count } settings are blank in note.toml
}
overview-unusable = Files refused or unattributed
overview-unusable-nothing = None.
overview-mine = Yours, not confirmed yet
overview-mine-nothing = Nothing that you wrote waits to be confirmed.
overview-changed = Changed by others
overview-since = since your last visit, { $when }
overview-changed-nothing = Nothing.
overview-text = Paragraph { $number }, { $lang }, { $who }
overview-paragraph = paragraph { $number }
overview-not-in-note = not in the note

overview-files = Files in and notes out
overview-drop = Drop returned questionnaires here, or choose them
overview-take-in = Take in and read
overview-read-inbox = Read what lies in the inbox folder
overview-build = Build the notes
overview-build-final = Build the final notes
overview-still-open = { $count ->
    [one] One thing is still to settle
   *[other] { $count } things are still to settle
}

overview-replies = Who said what
overview-silent = { $count ->
    [one] One Government has not replied:
   *[other] { $count } Governments have not replied:
}
overview-all-replied = Every Government invited has replied.
overview-reminders = List for reminders
overview-copy = Copy the list
overview-copied = Copied
overview-save-list = Save the list
overview-late = After the cut-off date, not counted:
overview-does-not-count = does not count
overview-matrix = Countries and recommendations
overview-theme-short = Theme { $number }
overview-theme = Theme { $number }. { $title }
overview-asks = needs a person

cell-blank = nothing said
cell-excluded = left out
cell-waits = ticked only: an officer decides
cell-replied = replied, to be drafted
cell-draft = drafted, not translated
cell-suggested = translated, not confirmed
cell-confirmed = confirmed
cell-review = changed since it was confirmed

overview-progress = Progress
overview-part = Part
overview-whole = The whole note
overview-confirmed = { $count } of { $all } confirmed
overview-people = By person
overview-person = Person
overview-person-confirmed = Confirmed
overview-person-written = Written, not confirmed
overview-person-last = Last decision
overview-activity = Recent activity
overview-activity-nothing = Nobody has decided anything yet.

did-edit = wrote ({ $lang })
did-tentative = marked as tentative ({ $lang })
did-confirm = confirmed ({ $lang })
did-reject = gave the text back ({ $lang })
did-offer = wrote a text that came too late ({ $lang })
did-exclude = left out of the note
did-include = took back into the note
did-group = took countries together
did-split = let countries speak for themselves
did-attribute = named the country: { $country }
did-move = put text under { $cell }
did-set-aside = set text aside
did-put-back = put text back
did-versions = chose between versions
did-settle = settled a remark
did-resolve = took off the list
did-reread = had it read in another way
did-take-over = took { $count } texts over from the edited note
did-undo = took back: { $what }
did-undo-undo = took back an undo

overview-out = Notes and other files built
overview-out-nothing = Nothing has been built yet.
overview-what = What it is
overview-size = Size
overview-when = When (UTC)
overview-kilobytes = { $count } KB
overview-builds = Builds
overview-paragraphs = Paragraphs
overview-final = final
file-note = Note
file-submission = Note for editing
file-addendum = Addendum
file-corrigendum = Corrigendum
file-revision = Revision
file-reissue = Note issued again
file-issued = Note as issued
file-changes = Note with tracked changes
file-list = List of changes
file-table = Table
file-exchange = For other programs
file-other = Other file
file-in = { $what }, { $lang }
did-working-translation = attached a working translation
did-confirm-many = confirmed { $count } texts together
did-comment = wrote a comment
did-query = asked a question
did-answer = answered a question
did-close = settled a question
did-dismiss = dismissed a finding
did-apart = kept countries apart
overview-queries = Open queries
overview-answers = { $count ->
    [one] one answer
   *[other] { $count } answers
}
