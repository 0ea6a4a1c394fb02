# The note as it would be built.

preview-title = Preview
preview-languages = Languages shown
preview-both = Side by side
preview-contents = Contents
preview-print = Print
preview-words = { $count } words
preview-open = { $count ->
    [0] everything confirmed
   *[other] { $count } not confirmed
}
preview-draft = suggested or drafted by the program
preview-unconfirmed = written, not confirmed
preview-untranslated = not translated
preview-needs-review = changed since it was confirmed
preview-go = Paragraph { $number }: open the entry
