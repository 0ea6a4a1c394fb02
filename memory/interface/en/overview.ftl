# The overview.

overview-settings-blank = { $count ->
    [one] { $count } setting is blank in note.toml
   *[other] { $count } settings are blank in note.toml
}
