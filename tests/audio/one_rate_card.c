/* A card that has one rate and one number of channels, as many real ones have: whatever PortAudio asks ALSA of a card's
   abilities is answered so. Preloaded (ld.so(8)) between PortAudio and ALSA; which ones, two environment variables say. */
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <stdlib.h>

int snd_pcm_hw_params_any(snd_pcm_t *pcm, snd_pcm_hw_params_t *params)
{
    int (*any)(snd_pcm_t *, snd_pcm_hw_params_t *) = dlsym(RTLD_NEXT, "snd_pcm_hw_params_any");
    int answer = any(pcm, params);
    if (answer >= 0)
        answer = snd_pcm_hw_params_set_rate(pcm, params, atoi(getenv("CARD_RATE")), 0);
    if (answer >= 0)
        answer = snd_pcm_hw_params_set_channels(pcm, params, atoi(getenv("CARD_CHANNELS")));
    return answer;
}
