namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The models that speak, make other sound, and listen.</summary>
internal static class FalSoundModels
{
    private const string American = "af_heart,af_alloy,af_aoede,af_bella,af_jessica,af_kore,af_nicole,af_nova,af_river,af_sarah,af_sky,"
        + "am_adam,am_echo,am_eric,am_fenrir,am_liam,am_michael,am_onyx,am_puck,am_santa";

    private const string Minimax = "text* str 1..5000; voice_setting obj VoiceSetting; audio_setting obj AudioSetting; output_format enum url,hex;"
        + " language_boost? str; pronunciation_dict? any;";

    private const string Languages = "af,am,ar,as,az,ba,be,bg,bn,bo,br,bs,ca,cs,cy,da,de,el,en,es,et,eu,fa,fi,fo,fr,gl,gu,ha,haw,he,hi,hr,ht,hu,hy,id,is,it,ja,"
        + "jw,ka,kk,km,kn,ko,la,lb,ln,lo,lt,lv,mg,mi,mk,ml,mn,mr,ms,mt,my,ne,nl,nn,no,oc,pa,pl,ps,pt,ro,ru,sa,sd,si,sk,sl,sn,so,sq,sr,su,sv,sw,ta,te,tg,th,tk,tl,"
        + "tr,tt,uk,ur,uz,vi,yi,yo,zh";

    private const string Chatterbox = "text* str; exaggeration num 0..2; temperature num 0.05..5; cfg num 0..1; seed? int; audio_url? audio; high_quality_audio bool; voice? str";

    public static readonly FalModel[] All =
    [
        new("fal-ai/kokoro", FalOutput.Speech, $"prompt str; voice enum {American}; speed num 0.1..5; enable_safety_checker bool"),
        new("fal-ai/kokoro/american-english", FalOutput.Speech, $"prompt str; voice enum {American}; speed num 0.1..5; enable_safety_checker bool"),
        new("fal-ai/kokoro/british-english", FalOutput.Speech, "prompt* str;"
            + " voice* enum bf_alice,bf_emma,bf_isabella,bf_lily,bm_daniel,bm_fable,bm_george,bm_lewis; speed num 0.1..5"),
        new("fal-ai/kokoro/french", FalOutput.Speech, "prompt* str; voice* enum ff_siwis; speed num 0.1..5"),
        new("fal-ai/kokoro/japanese", FalOutput.Speech, "prompt* str; voice* enum jf_alpha,jf_gongitsune,jf_nezumi,jf_tebukuro,jm_kumo; speed num 0.1..5"),
        new("fal-ai/minimax/speech-02-hd", FalOutput.TimedSpeech, Minimax),
        new("fal-ai/minimax/speech-02-turbo", FalOutput.TimedSpeech, Minimax),
        new("fal-ai/elevenlabs/tts/turbo-v2.5", FalOutput.Speech, "text* str 1..40000; voice str; stability num 0..1; similarity_boost num 0..1; style num 0..1;"
            + " speed num 0.7..1.2; timestamps bool; previous_text? str; next_text? str; language_code? str; apply_text_normalization enum auto,on,off"),
        new("fal-ai/orpheus-tts", FalOutput.Speech, "text* str; voice enum tara,leah,jess,leo,dan,mia,zac,zoe; temperature num 0..2; repetition_penalty num 1.1..2"),
        new("fal-ai/dia-tts", FalOutput.Speech, "text* str"),
        new("fal-ai/f5-tts", FalOutput.AudioAddress, "gen_text* str; ref_audio_url* audio; ref_text str; model_type* enum F5-TTS,E2-TTS; remove_silence bool"),
        new("fal-ai/chatterbox/text-to-speech", FalOutput.Speech, Chatterbox),
        new("resemble-ai/chatterboxhd/text-to-speech", FalOutput.Speech, Chatterbox),
        new("fal-ai/stable-audio", FalOutput.AudioFile, "prompt* str; seconds_start int 0..47; seconds_total int 0..47; steps int 1..1000"),
        new("fal-ai/elevenlabs/sound-effects", FalOutput.Audio, "text* str; duration_seconds? num 0.5..22; prompt_influence num 0..1"),
        new("fal-ai/ace-step/prompt-to-audio", FalOutput.Audio, "prompt* str; duration num 5..240; instrumental bool; number_of_steps int 3..60; seed? int"),
        new("cassetteai/music-generator", FalOutput.AudioFile, "prompt* str; duration* int"),
        new("fal-ai/whisper", FalOutput.Transcript, $"audio_url* audio; task enum transcribe,translate; language? enum {Languages}; diarize bool;"
            + " chunk_level enum none,segment,word; version enum 3; batch_size int 1..64; prompt str; num_speakers? int 1.."),
        new("fal-ai/wizper", FalOutput.Transcript, $"audio_url* audio; task enum transcribe,translate; language? enum {Languages}; chunk_level str;"
            + " max_segment_len int 10..29; merge_chunks bool; version str"),
        new("nvidia/nemotron-asr-multilingual/asr", FalOutput.Transcript, "audio_url* audio; language? str"),
    ];
}
