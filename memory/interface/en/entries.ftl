# The list of entries.

entries-title = Entries
entries-count = { $count ->
    [one] { $count } paragraph, { $open } open
   *[other] { $count } paragraphs, { $open } open
}
entries-show-all = Show all
entries-show-open = Show only what is open
entries-number = No.
entries-not-in-note = Not in the note
entries-not-in-note-why = A box was ticked and nothing written, or the entry was left out. Write a sentence to bring it in.

entries-introduction = I. Introduction
entries-implementation = II. Implementation
entries-conclusions = III. Conclusions
entries-theme = Theme { $number }. { $title }
entries-recommendation = Recommendation { $cell }
