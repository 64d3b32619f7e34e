using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Models that speak, play or listen.</summary>
internal static class SoundModels
{
    private const string Voices = "af_alloy,af_aoede,af_bella,af_jessica,af_kore,af_nicole,af_nova,af_river,af_sarah,af_sky,am_adam,am_echo,am_eric,am_fenrir,am_liam,"
        + "am_michael,am_onyx,am_puck,bf_alice,bf_emma,bf_isabella,bf_lily,bm_daniel,bm_fable,bm_george,bm_lewis,ff_siwis,hf_alpha,hf_beta,hm_omega,"
        + "hm_psi,if_sara,im_nicola,"
        + "jf_alpha,jf_gongitsune,jf_nezumi,jf_tebukuro,jm_kumo,zf_xiaobei,zf_xiaoni,zf_xiaoxiao,zf_xiaoyi,zm_yunjian,zm_yunxi,zm_yunxia,zm_yunyang";

    // Whisper's own list, by code and, for some, by name.
    private const string Languages = "auto,af,am,ar,as,az,ba,be,bg,bn,bo,br,bs,ca,cs,cy,da,de,"
        + "el,en,es,et,eu,fa,fi,fo,fr,gl,gu,ha,haw,he,hi,hr,ht,hu,hy,id,is,it,ja,jw,ka,kk,km,kn,ko,"
        + "la,lb,ln,lo,lt,lv,mg,mi,mk,ml,mn,mr,ms,mt,my,ne,nl,nn,no,oc,pa,pl,ps,pt,ro,ru,sa,sd,si,sk,sl,sn,so,sq,sr,su,sv,sw,ta,te,tg,th,tk,tl,tr,tt,uk,"
        + "ur,uz,vi,yi,yo,yue,zh,"
        + "Arabic,Chinese,Czech,Danish,Dutch,English,Finnish,French,German,Greek,Hebrew,Hindi,Hungarian,Indonesian,Italian,Japanese,Korean,Norwegian,"
        + "Polish,Portuguese,Romanian,"
        + "Russian,Spanish,Swedish,Thai,Turkish,Ukrainian,Vietnamese";

    private const string WhisperFields = "audio* uri;"
        + " transcription enum plain text,srt,vtt =plain text; translate bool =false; language enum " + Languages + " =auto; temperature num =0; patience num;"
        + " suppress_tokens str =-1; initial_prompt str; condition_on_previous_text bool =true; temperature_increment_on_fallback num =0.2;"
        + " compression_ratio_threshold num =2.4; logprob_threshold num =-1; no_speech_threshold num =0.6";

    public static ReplicateModel[] All { get; } =
    [
        Community(
            "suno-ai/bark",
            "b76242b40d67c76ab6742e987628a2a9ac019e11d56ab96c4e91ce03b79b2787 8418ea81",
            "prompt str =Hello, my name is Suno.; history_prompt enum " + Speakers() + "; customised_history_prompt uri; text_temp num 0..1 =0.7;"
                + " waveform_temp num 0..1 =0.7; output_full bool =false",
            "{prompt_npz uri; audio_out* uri}",
            Sounds.Bark),
        Community(
            "jaaari/kokoro-82m",
            "dfdf537ba482b029e0a761699e6f55e9162cfd159270bfe0e44857caa5f275a6",
            "text* str; voice enum " + Voices + " =af_bella; speed num 0.1..5 =1",
            "uri",
            Sounds.Speech),
        Community(
            "jbilcke/oute-tts",
            "3c645149db020c85d080e2f8cfe482a0e68189a922cde964fa9e80fb179191f3 39a59319327b27327fa3095149c5a746e7f2aee18c75055c3368237a6503cd26",
            "inputs str =Hello; temperature num 0..1 =0.1; repetition_penalty num =1.1",
            "uri",
            Sounds.Speech),
        Community(
            "lucataco/xtts-v2",
            "684bc3855b37866c0c65add2ff39c78f3dea3f4ff103a436465326e0f438d55e",
            "text str =Hi there; speaker* uri; language enum en,es,fr,de,it,pt,pl,tr,ru,nl,cs,ar,zh,hu,ko,hi =en; cleanup_voice bool =false",
            "uri",
            Sounds.Speech),
        Community(
            "afiaka87/tortoise-tts",
            "e9658de4b325863c4fcdc12d94bb7c9b54cbfe351b7ca1b36860008172b91c71",
            "text str =The expressiveness of autoregressive transformers is literally nuts!; voice_a str =random;"
                + " preset enum ultra_fast,fast,standard,high_quality =fast; seed int =0",
            "uri",
            Sounds.Speech),
        Community(
            "adirik/styletts2",
            "989cb5ea6d2401314eb30685740cb9f6fd1c9001b8940659b406f952837ab5ac",
            "text* str; reference uri; alpha num 0..1 =0.3; beta num 0..1 =0.7; diffusion_steps int 0..50 =10; embedding_scale num 0..5 =1; seed int =0",
            "uri",
            Sounds.Speech),
        Community(
            "cjwbw/parler-tts",
            "bf38249a8cc143b97b5108570d1c81b8321881dd91fe7837877e7dfa3a0fad27",
            "prompt str =Hey, how are you doing today?; description str =A female speaker with a slightly low-pitched voice",
            "uri",
            Sounds.Speech),
        Community(
            "x-lance/f5-tts",
            "87faf6dd7a692dd82043f662e76369cab126a2cf1937e25a9d41e0b834fd230e",
            "gen_text* str; ref_audio* uri; ref_text str; remove_silence bool =true; speed num 0.1..3 =1",
            "uri",
            Sounds.Speech),
        Official(
            "minimax/speech-02-turbo",
            "",
            "text* str; voice_id str =Wise_Woman; speed num 0.5..2 =1; volume num 0..10 =1; pitch int -12..12 =0;"
                + " emotion choice auto,neutral,happy,sad,angry,fearful,disgusted,surprised =auto",
            "uri",
            Sounds.Speech),
        Community(
            "meta/musicgen",
            "671ac645ce5e552cc63a54a2bbff63fcf798043055d2dac5fc9e36a837eedcfb",
            "prompt str; model_version enum stereo-melody-large,stereo-large,melody-large,large =stereo-melody-large; input_audio uri; duration int =8;"
                + " continuation bool =false;"
                + " normalization_strategy enum loudness,clip,peak,rms =loudness; top_k int =250; top_p num =0; temperature num =1;"
                + " classifier_free_guidance int =3;"
                + " output_format enum wav,mp3 =wav; seed int",
            "uri",
            Sounds.Music),
        Community(
            "riffusion/riffusion",
            "8cf61ea6c56afd61d8f5b9ffd14d7c216c0a93844ce2d82ac1c9ecc9c7f24e05",
            "prompt_a str =funky synth solo; denoising num 0..1 =0.75; prompt_b str; alpha num 0..1 =0.5; num_inference_steps int 1.. =50;"
                + " seed_image_id enum agile,marim,mask_beat_lines_80,mask_gradient_dark,mask_gradient_top_70,og_beat,vibes =vibes",
            "{audio* uri; spectrogram* uri}",
            Sounds.Spectrogram),
        Community(
            "openai/whisper",
            "8099696689d249cf8b122d833c36ac3f75505c666a395ca40ef26f68e7d3d16e",
            WhisperFields,
            "{detected_language* str; transcription* str; segments any[]; translation str; txt_file uri; srt_file uri}",
            Transcripts.Whisper),
        Community(
            "vaibhavs10/incredibly-fast-whisper",
            "3ab86df6c8f54c11309d4d1f930ac292bad43ace52d10c80d87eb258b3c9f79c",
            "audio* uri; task enum transcribe,translate =transcribe; language str =None; batch_size int =24; timestamp enum chunk,word =chunk;"
                + " diarise_audio bool =false; hf_token str",
            "any",
            Transcripts.Chunks),
    ];

    /// <summary>Bark's voices: ten of each language, and one who announces.</summary>
    private static string Speakers() => "announcer," + string.Join(
        ',',
        ((string[])["en", "de", "es", "fr", "hi", "it", "ja", "ko", "pl", "pt", "ru", "tr", "zh"])
            .SelectMany(language => Enumerable.Range(0, 10).Select(number => $"{language}_speaker_{number}")));
}
