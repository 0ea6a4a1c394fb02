# Mots présents sur chaque page.

base-skip = Aller au contenu
base-views = Vues
base-overview = Vue d’ensemble
base-returns = Réponses
base-entries = Paragraphes
base-undo = Annuler
base-undo-title = Annuler votre dernière décision

# Les langues d’une note.
language-en = Anglais
language-fr = Français
language-es = Espagnol
language-ru = Russe
