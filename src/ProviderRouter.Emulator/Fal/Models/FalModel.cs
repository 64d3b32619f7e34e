using ProviderRouter.Emulator.Fal.Schemas;

namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The shape of a model's output, and with it how it is made.</summary>
internal enum FalOutput
{
    /// <summary><c>images</c> with times, seed and flags, as FLUX and Stable Diffusion give.</summary>
    Images,

    /// <summary><c>images</c> with little around, as partners' models give.</summary>
    PlainImages,

    /// <summary>One <c>image</c>.</summary>
    Image,

    Video,
    Speech,

    /// <summary><c>audio</c> with its length in milliseconds, or its bytes in hexadecimal.</summary>
    TimedSpeech,

    Audio,

    /// <summary>Sound under <c>audio_file</c>.</summary>
    AudioFile,

    /// <summary>Sound under <c>audio_url</c>, which is an object all the same.</summary>
    AudioAddress,

    Transcript,

    /// <summary>Text under <c>output</c>.</summary>
    Text,

    /// <summary>Text under <c>results</c>.</summary>
    Caption,

    /// <summary>The answer of a language model, with <c>partial</c> and <c>reasoning</c>.</summary>
    Language,
}

/// <summary>A model: its endpoint id, what it gives and what it takes.</summary>
internal sealed record FalModel(string Id, FalOutput Output, string Input)
{
    public FalEndpoint Endpoint { get; } = FalEndpoint.Parse(Id.Split('/'))!;

    public FalSchema Schema { get; } = FalSchema.Parse(Input);

    /// <summary>Whether it answers at <c>…/stream</c> too.</summary>
    public bool Streams { get; init; }

    /// <summary>The picture's size unless asked otherwise.</summary>
    public string Size { get; init; } = "landscape_4_3";

    /// <summary>The format of pictures unless asked otherwise.</summary>
    public string Format { get; init; } = "jpeg";

    /// <summary>Whether seeds fill 64 bits, more than a signed number holds.</summary>
    public bool HasLongSeeds { get; init; }

    /// <summary>Whether a picture tells its file's name and size.</summary>
    public bool TellsFile { get; init; }

    /// <summary>The length of a video in seconds unless asked otherwise.</summary>
    public double Seconds { get; init; } = 5;

    public int FramesPerSecond { get; init; } = 24;

    public bool Has(string field) => Schema.Find(field) is not null;
}
