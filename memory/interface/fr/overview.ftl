# La vue d’ensemble.

overview-settings-blank = { $count ->
    [one] { $count } réglage est vide dans note.toml
   *[other] { $count } réglages sont vides dans note.toml
}
