namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>What requests can say to models that speak, play or listen. Source: wire notes of Replicate, §10, and of the media tasks.</summary>
internal static class ReplicateSoundFields
{
    /// <summary>What is spoken.</summary>
    public static ReplicateField Text { get; } = new("text", "prompt", "gen_text", "input_text", "text_input", "inputs", "input", "script", "transcript");

    public static ReplicateField Voice { get; } = new("voice", "voice_id", "speaker", "history_prompt", "voice_a", "speaker_id", "voice_name", "preset_voice");

    public static ReplicateField Speed { get; } = new("speed", "speech_rate", "speaking_rate", "rate");

    public static ReplicateField Temperature { get; } = ReplicateField.Rare("temperature", "text_temp");

    public static ReplicateField Instructions { get; } = ReplicateField.Rare("instructions", "style_prompt", "voice_description", "description", "style", "prompt");

    public static ReplicateField SpokenLanguage { get; } = ReplicateField.Rare("language", "lang", "language_code", "language_boost");

    public static ReplicateField SampleRate { get; } = ReplicateField.Rare("sample_rate", "sampling_rate");

    public static ReplicateField Format { get; } = ReplicateField.Rare("output_format", "audio_format", "format", "response_format");

    /// <summary>What is played.</summary>
    public static ReplicateField Music { get; } = new("prompt", "prompt_a", "text", "text_prompt", "caption", "tags", "description");

    /// <summary>What is written down.</summary>
    public static ReplicateField Audio { get; } = new("audio", "audio_file", "file", "audio_path", "audio_url", "file_url", "file_string", "input_audio", "audio_input", "input");

    public static ReplicateField HeardLanguage { get; } = new("language", "lang", "language_code", "source_language", "source_lang", "original_language");

    public static ReplicateField Translate { get; } = new("translate", "translate_to_english");

    /// <summary>Whether the text is written down or translated, for models that have a word for each.</summary>
    public static ReplicateField Task { get; } = ReplicateField.Rare("task");

    public static ReplicateField Prompt { get; } = new("initial_prompt", "prompt");

    public static ReplicateField HeardTemperature { get; } = new("temperature");

    public static ReplicateField WordTimestamps { get; } = ReplicateField.Rare("word_timestamps", "timestamp", "timestamps", "timestamp_granularities", "align_output");

    public static ReplicateField Diarize { get; } = ReplicateField.Rare("diarize", "diarization", "diarise_audio", "diarize_audio", "enable_diarization");

    public static ReplicateField SpeakerCount { get; } = ReplicateField.Rare("num_speakers", "number_of_speakers", "group_speakers", "speakers");
}
