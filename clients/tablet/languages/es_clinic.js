// Spanish: what other rooms of the clinic have.

export const ES_CLINIC = {
  "Notes from every room": "Notas de todas las salas",
  "No room of the clinic has a signed note.": "Ninguna sala de la clínica tiene una nota firmada.",
};
