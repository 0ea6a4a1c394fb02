# Le clavier : l'aide, et ce que fait chaque raccourci.

help-title = Raccourcis clavier
help-preset = Jeu de raccourcis
help-use = Utiliser ce jeu
help-usual = Usuel
help-omegat = Comme dans OmegaT
help-off = Aucun raccourci propre à la page
help-action = Action
help-on-entry = Sur la page d’un paragraphe
help-everywhere = Sur toutes les pages
help-outside-fields = Hors des champs de saisie
help-without = Tout ce que fait un raccourci peut aussi se faire au moyen d’un bouton ou d’un lien. Les raccourcis du navigateur ne sont pas modifiés.
help-close = Fermer
help-open = Clavier (?)

key-confirm = Confirmer et continuer
key-tentative = Marquer comme provisoire
key-save = Enregistrer sans confirmer
key-reject = Rendre le texte au programme
key-apply-1 = Reprendre une proposition par son numéro
key-offer-up = Choisir la proposition précédente
key-offer-down = Choisir la proposition suivante
key-copy-source = Copier l’original dans le champ
key-concordance = Concordance des mots sélectionnés
key-focus-target = Aller à la traduction
key-focus-source = Aller à l’original
key-next-open = Prochain paragraphe non confirmé
key-next = Paragraphe suivant
key-previous = Paragraphe précédent
key-comment = Commentaire
key-query = Question au fonctionnaire responsable
key-group = Regrouper des pays
key-split-sentence = Scinder la phrase
key-merge-sentence = Réunir avec la phrase suivante
key-undo = Annuler la dernière décision
key-redo = Rétablir la décision annulée
key-continue = Reprendre le travail en suspens
key-go-entries = Aller aux paragraphes
key-search = Rechercher
key-help = Afficher ou masquer cette aide

keyboard-shift = Maj
keyboard-enter = Entrée
keyboard-insert = Inser
keyboard-backspace = Retour arrière
