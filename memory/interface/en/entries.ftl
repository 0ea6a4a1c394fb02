# The list of entries.

entries-title = Entries
entries-count = { $count ->
    [one] { $count } paragraph, { $open } open
   *[other] { $count } paragraphs, { $open } open
}
entries-show-all = Show all
entries-number = No.
entries-not-in-note = Not in the note
entries-not-in-note-why = A box was ticked and nothing written, or the entry was left out. Write a sentence to bring it in.

entries-introduction = I. Introduction
entries-implementation = II. Implementation
entries-conclusions = III. Conclusions
entries-theme = Theme { $number }. { $title }
entries-recommendation = Recommendation { $cell }

# The filter.
entries-filter = Filter
entries-find = Words
entries-open = only what is open
entries-since-label = Changed since
entries-since = changed since { $day }
entries-since-visit = changed since my last visit
entries-apply = Show
entries-more = More filters and the order
entries-found = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
entries-without = Take away: { $part }
entries-by = decided on by { $name }
entries-with-words = with “{ $words }”
entries-state = State, { $language }
entries-state-is = { $language }: { $state }
entries-band = Best proposal
entries-band-none = no proposal
entries-band-similar = similar, 65 to 99
entries-band-repaired = repaired
entries-band-marked = something to look at
entries-band-same = the same, 100
entries-country = Country
entries-theme-label = Theme
entries-under = Recommendation
entries-finding = Finding
entries-person = Person
entries-queries-label = Queries
entries-queries = open queries
entries-query-count = { $count ->
    [one] { $count } open query
   *[other] { $count } open queries
}
entries-sort = Order
entries-sort-note = as in the note
entries-sort-country = by country
entries-sort-score = best proposal first
entries-sort-changed = last changed first
entries-sort-state = furthest from done first

# Confirming together.
entries-bulk = Confirm issued texts, { $language }
entries-bulk-why = The original of these entries is confirmed and was issued before, word for word, with this translation. Look through them; those that are ticked are confirmed as one decision, which can be undone.
entries-bulk-none = There is nothing to confirm together.
entries-bulk-do = Confirm the ticked ones
entries-bulk-from = Issued in
entries-bulk-open = Open
entries-finding-any = any finding
