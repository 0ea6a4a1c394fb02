//! What a person can do: the use cases, called alike by the command line and the page.
