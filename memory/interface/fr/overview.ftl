# La vue d'ensemble.

overview-continue = Reprendre le travail en suspens
overview-did-took-in = { $count ->
    [one] { $count } fichier reçu, { $read } lu
   *[other] { $count } fichiers reçus, { $read } lus
}
overview-did-read = { $count ->
    [one] { $count } fichier dans la boîte de réception, { $read } lu
   *[other] { $count } fichiers dans la boîte de réception, { $read } lus
}
overview-did-built = { $count ->
    [one] { $count } note produite, { $paragraphs } paragraphes
   *[other] { $count } notes produites, { $paragraphs } paragraphes chacune
}
overview-did-not-built = La note définitive n’a pas été produite : { $count ->
    [one] un point reste à régler
   *[other] { $count } points restent à régler
}.

overview-replied = réponses pour { $count } Gouvernements invités
overview-silent-count = { $count } n’ont pas répondu
overview-late-count = { $count } après la date limite
overview-unusable-count = { $count ->
    [0] tous les fichiers sont utilisables
    [one] un fichier refusé ou sans pays
   *[other] { $count } fichiers refusés ou sans pays
}
overview-cut-off = Date limite de réponse
overview-submission = Remise de l’anglais à l’édition
overview-today = aujourd’hui
overview-days-left = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
overview-days-past = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
overview-words = { $count } mots sur { $limit }
overview-words-of = Mots utilisés, { $lang }
overview-words-left = { $count } disponibles
overview-words-over = { $count } de trop
overview-of = { $done } sur { $all }
overview-reached = étape franchie :

stage-drafted = rédigé
stage-cleared = approuvé
stage-submitted = remis
stage-edited = édité
stage-issued = publié
stage-translated = traduit
stage-confirmed = confirmé

overview-needs = En attente d’une décision
overview-needs-nothing = Rien n’est en attente.
overview-needs-more = { $count } de plus
overview-info = { $count ->
    [one] Une remarque pour information
   *[other] { $count } remarques pour information
}
overview-not-usable = Encore inutilisable
overview-to-decide = À trancher
overview-settings-blank = { $count ->
    [one] { $count } réglage est vide dans note.toml
   *[other] { $count } réglages sont vides dans note.toml
}
overview-unusable = Fichiers refusés ou sans pays
overview-unusable-nothing = Aucun.
overview-mine = Vos textes à confirmer
overview-mine-nothing = Aucun de vos textes n’attend confirmation.
overview-changed = Modifié par d’autres
overview-since = depuis votre dernière visite, { $when }
overview-changed-nothing = Rien.
overview-text = Paragraphe { $number }, { $lang }, { $who }
overview-paragraph = paragraphe { $number }
overview-not-in-note = hors de la note

overview-files = Fichiers reçus et notes produites
overview-drop = Déposez ici les questionnaires remplis, ou choisissez-les
overview-take-in = Recevoir et lire
overview-read-inbox = Lire le contenu de la boîte de réception
overview-build = Produire les notes
overview-build-final = Produire les notes définitives
overview-still-open = { $count ->
    [one] Un point reste à régler
   *[other] { $count } points restent à régler
}

overview-replies = Qui a répondu à quoi
overview-silent = { $count ->
    [one] Un Gouvernement n’a pas répondu :
   *[other] { $count } Gouvernements n’ont pas répondu :
}
overview-all-replied = Tous les Gouvernements invités ont répondu.
overview-reminders = Liste pour les rappels
overview-copy = Copier la liste
overview-copied = Liste copiée
overview-save-list = Télécharger la liste
overview-late = Après la date limite, non prises en compte :
overview-does-not-count = non prise en compte
overview-matrix = Pays et recommandations
overview-theme-short = Thème { $number }
overview-theme = Thème { $number }. { $title }
overview-asks = demande une décision

cell-blank = rien n’a été dit
cell-excluded = écarté
cell-waits = case cochée sans texte : un fonctionnaire décide
cell-replied = réponse reçue, à rédiger
cell-draft = rédigé, non traduit
cell-suggested = traduit, non confirmé
cell-confirmed = confirmé
cell-review = modifié depuis la confirmation

overview-progress = Avancement
overview-part = Partie
overview-whole = L’ensemble de la note
overview-confirmed = { $count } sur { $all } confirmés
overview-people = Par personne
overview-person = Personne
overview-person-confirmed = Confirmés
overview-person-written = Rédigés, non confirmés
overview-person-last = Dernière décision
overview-activity = Activité récente
overview-activity-nothing = Aucune décision n’a encore été prise.

did-edit = a rédigé ({ $lang })
did-tentative = a marqué comme provisoire ({ $lang })
did-confirm = a confirmé ({ $lang })
did-reject = a rendu le texte au programme ({ $lang })
did-offer = a rédigé un texte arrivé trop tard ({ $lang })
did-exclude = a écarté de la note
did-include = a réintégré dans la note
did-group = a regroupé des pays
did-split = a séparé des pays
did-attribute = a indiqué le pays : { $country }
did-move = a placé du texte sous { $cell }
did-set-aside = a écarté du texte
did-put-back = a remis du texte en place
did-versions = a choisi entre des versions
did-settle = a réglé une remarque
did-resolve = a retiré de la liste
did-reread = a fait relire autrement
did-take-over = a repris { $count } textes de la note éditée
did-undo = a annulé : { $what }
did-undo-undo = a annulé une annulation

overview-out = Notes et autres fichiers produits
overview-out-nothing = Rien n’a encore été produit.
overview-what = Contenu
overview-size = Taille
overview-when = Date et heure (UTC)
overview-kilobytes = { $count } ko
overview-builds = Productions
overview-paragraphs = Paragraphes
overview-final = définitive
file-note = Note
file-submission = Note pour l’édition
file-addendum = Additif
file-corrigendum = Rectificatif
file-revision = Version révisée
file-reissue = Note publiée de nouveau
file-issued = Note telle que publiée
file-changes = Note avec suivi des modifications
file-list = Liste des modifications
file-table = Tableau
file-exchange = Pour d’autres logiciels
file-other = Autre fichier
file-in = { $what }, { $lang }
did-working-translation = a joint une traduction de travail
did-confirm-many = a confirmé { $count } textes ensemble
did-comment = a rédigé une observation
did-query = a posé une question
did-answer = a répondu à une question
did-close = a réglé une question
did-dismiss = a écarté une constatation
did-apart = a maintenu des pays séparés
overview-queries = Questions en suspens
overview-answers = { $count ->
    [one] une réponse
   *[other] { $count } réponses
}
