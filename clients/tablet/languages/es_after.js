// Spanish: the note after the session.

export const ES_AFTER = {
  "Nothing that was said belongs here.": "Nada de lo que se dijo corresponde aquí.",
  "Worth a second look": "Conviene volver a mirarlo",
  "Safer: {fix}": "Más prudente: {fix}",
  "Not in this note": "Falta en esta nota",
  "Written by Scribe's outline, without a language model. Tap a sentence to see the words it rests on.":
    "Escrita por el esquema de Scribe, sin modelo de lenguaje. Toque una frase para ver las palabras en que se apoya.",
  "Worded by the clinic's own language model, each sentence checked against what was said. Tap one to see the words it rests on.":
    "Redactada por el modelo de lenguaje de la clínica; cada frase se comprobó con lo que se dijo. Toque una para ver las palabras en que se apoya.",
  "Session note": "Nota de la sesión",
  "Draft, not signed": "Borrador, sin firmar",
  "New session": "Nueva sesión",
  "Writing the note…": "Escribiendo la nota…",
  "Written by {engine}.": "Escrita por {engine}.",
  "Who": "Quién",
  "Date": "Fecha",
  "Time": "Hora",
  "Length": "Duración",
  "Setting": "Lugar de la sesión",
  "Format": "Formato",
  "State": "Estado",
  "{n} message": "{n} mensaje",
  "{n} messages": "{n} mensajes",
  "Messages of this session": "Mensajes de esta sesión",
};
