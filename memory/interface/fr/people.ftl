# Plusieurs personnes : ce qui a été saisi sans être enregistré, qui est où, connexion.

people-late = { $person } a enregistré ce texte ({ $lang }) avant vous. Le vôtre est conservé : il figure parmi les propositions, sous votre nom.
people-unsaved = Saisi et non enregistré
people-typed-at = Saisi à { $time }, pas encore enregistré.
people-overtaken = le texte a été modifié depuis
people-take = Reprendre
people-drop = Abandonner
people-kept = Conservé
people-saved = Enregistré
people-away = Le serveur ne répond pas. Votre saisie est conservée dans ce navigateur et sera envoyée dès son retour.
people-failed = Non enregistré. Votre texte est toujours là : enregistrez-le de nouveau.
people-signed-out = Vous n’êtes plus connecté. Votre texte est conservé dans ce navigateur : ouvrez de nouveau la page.

login-title = Connexion
login-name = Nom
login-password = Mot de passe
login-enter = Se connecter
login-wrong = Le nom ou le mot de passe est incorrect.
login-wait = Trop de tentatives. Réessayez dans { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}.
login-leave = Se déconnecter

fault-not-allowed = Votre rôle ne le permet pas. Une personne ayant un autre rôle doit s’en charger.

# The script puts names and times in place of the words in braces.
people-reload = Afficher les modifications
people-looks = { "{" }person{ "}" } est également ici
people-writes = { "{" }person{ "}" } rédige ici depuis { "{" }time{ "}" }
people-take-over = Prendre la main
people-taken = { "{" }person{ "}" } a pris la main sur ce texte. Votre saisie est conservée.
people-other = Une autre personne a enregistré un autre texte ici. Si vous enregistrez le vôtre, les deux seront conservés.
people-unsaved-elsewhere = Des textes saisis ne sont pas enregistrés :
