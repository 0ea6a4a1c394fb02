# Mots présents sur chaque page.

base-skip = Aller au contenu
base-views = Vues
base-overview = Vue d’ensemble
base-returns = Réponses
base-entries = Paragraphes
base-undo = Annuler
base-undo-title = Annuler votre dernière décision
base-language = Langue de l’interface
base-glance = En bref
base-country = Pays
base-note = Note
base-look-at = À vérifier
base-not-set = non fixée
base-choose = choisir
base-fault = L’opération n’a pas abouti
base-fault-back = Retour à la vue d’ensemble

# Les langues d'une note.
language-en = Anglais
language-fr = Français
language-es = Espagnol
language-ru = Russe

fault-old-form = Ce formulaire date d’une session précédente. Rouvrez la page.
fault-no-entry = Ce paragraphe n’existe pas.
fault-no-return = Cette réponse n’existe pas.
fault-no-country = Ce pays n’existe pas.
fault-no-file = Ce fichier n’existe pas.
fault-no-language = Ce n’est pas une langue.
fault-no-verb = Cette opération n’est pas possible sur un texte.
fault-one-return = Ce pays n’a pas envoyé plusieurs réponses.
fault-choose-country = Choisissez un pays.
fault-choose-recommendation = Choisissez une recommandation.
fault-choose-version = Choisissez une version.
fault-choose-way = Choisissez la façon de lire le fichier.
fault-not-built = La note n’a pas encore été produite.
fault-not-rendered = La page n’a pas pu être produite.
fault-broke-down = Le traitement a été interrompu. Rien n’a été écrit à moitié.
fault-conflict = Une autre personne a modifié cet élément entre-temps. Rouvrez-le et décidez d’après ce qui s’y trouve maintenant.
fault-no-preset = Ce jeu de raccourcis n’existe pas.
base-preview = Aperçu
base-memory = Mémoire
fault-no-memory = Cette mémoire n’existe pas.
fault-no-unit = Cette unité n’existe pas dans la mémoire.
fault-nothing-to-undo = Il n’y a rien à annuler.
