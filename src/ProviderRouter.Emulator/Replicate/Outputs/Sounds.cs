using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that speak or play.</summary>
internal static class Sounds
{
    private const double SecondsPerLetter = 0.06;

    /// <summary>Speech in one file.</summary>
    public static PredictionOutput Speech(PredictionInput input) => PredictionOutput.File(Speak(input));

    /// <summary>Bark's object: the sound, and the prompt that the sound makes for another one if it was asked for.</summary>
    public static PredictionOutput Bark(PredictionInput input)
    {
        var sound = Speak(input);
        if (!input.Flag("output_full"))
        {
            return PredictionOutput.Tree([sound], address => new JsonObject { ["audio_out"] = address(sound), ["prompt_npz"] = null });
        }

        var prompt = new OutputFile("prompt.npz", () => (NumpyArchive.Write(input.Prompt), "application/octet-stream"));
        return PredictionOutput.Tree([sound, prompt], address => new JsonObject { ["audio_out"] = address(sound), ["prompt_npz"] = address(prompt) });
    }

    /// <summary>Music of a given length, in the format asked for.</summary>
    public static PredictionOutput Music(PredictionInput input)
    {
        var tune = Repeat(input.Prompt, input.Number("duration") ?? 8);
        var isMp3 = input.Text("output_format") == "mp3";
        return PredictionOutput.File(new OutputFile(
            isMp3 ? "out.mp3" : "out.wav", () => isMp3 ? (Sound.SilentMp3(tune), "audio/mpeg") : (Sound.WrapWav(Sound.Pcm(tune, input.Model.Id), Sound.SampleRate), "audio/wav")));
    }

    /// <summary>Riffusion's object: it draws a spectrogram and plays it.</summary>
    public static PredictionOutput Spectrogram(PredictionInput input)
    {
        var score = $"{input.Text("prompt_a")} {input.Text("prompt_b")}";
        var sound = new OutputFile("out.wav", () => (Sound.WrapWav(Sound.Pcm(Repeat(score, 5), input.Model.Id), Sound.SampleRate), "audio/wav"));
        var picture = new OutputFile("spectrogram.jpg", () => PictureFormat.Write(Picture.Draw(512, 512, score, 1), "jpg"));
        return PredictionOutput.Tree([sound, picture], address => new JsonObject { ["audio"] = address(sound), ["spectrogram"] = address(picture) });
    }

    private static OutputFile Speak(PredictionInput input)
    {
        var text = input.Prompt;
        var speed = input.Number("speed") ?? 1;
        var voice = input.Text("history_prompt") ?? input.Text("voice") ?? input.Text("description")
            ?? input.File("speaker", "ref_audio", "reference")?.Address ?? input.Model.Id;
        return new OutputFile("output.wav", () => (Sound.Wav(text, voice, speed), "audio/wav"));
    }

    private static string Repeat(string text, double seconds)
    {
        var letters = (int)Math.Ceiling(Math.Clamp(seconds, 1, 120) / SecondsPerLetter);
        var line = text.Length == 0 ? "la " : text + " ";
        return string.Concat(Enumerable.Repeat(line, (letters / line.Length) + 1))[..letters];
    }
}
