// Keeps an open page true while others work.
"use strict";
