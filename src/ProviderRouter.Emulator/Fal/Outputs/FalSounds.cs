using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Makes speech and other sound.</summary>
internal static class FalSounds
{
    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var text = call.Input.Prompt;
        var speed = call.Input.Number("speed") ?? call.Input.Inner("voice_setting").Number("speed") ?? 1;
        var voice = call.Input.Text("voice") ?? call.Input.Inner("voice_setting").Text("voice_id") ?? call.Model.Id;
        if (call.Model.Output == FalOutput.TimedSpeech)
        {
            return (Timed(call, text, voice, speed), text.Length / 1000.0);
        }

        var wav = call.Model.Output is FalOutput.Audio or FalOutput.AudioFile ? Music(call, text) : Sound.Wav(text, voice, speed);
        var file = call.Site.Publish("output.wav", wav, "audio/wav");
        var name = call.Model.Output switch { FalOutput.AudioFile => "audio_file", FalOutput.AudioAddress => "audio_url", _ => "audio" };
        return (new JsonObject { [name] = file }, Math.Max(1, text.Length / 1000.0));
    }

    private static JsonObject Timed(FalCall call, string text, string voice, double speed)
    {
        var pcm = Sound.Pcm(text, voice, speed);
        var isRaw = call.Input.Inner("audio_setting").Text("format") == "pcm";
        var bytes = isRaw ? pcm : Sound.SilentMp3(text, speed);
        var file = call.Input.Text("output_format") == "hex"
            ? new JsonObject { ["url"] = Convert.ToHexStringLower(bytes), ["content_type"] = "application/octet-stream" }
            : call.Site.Publish(isRaw ? "speech.pcm" : "speech.mp3", bytes, isRaw ? "audio/pcm" : "audio/mpeg");
        return new JsonObject { ["audio"] = file, ["duration_ms"] = pcm.Length / 2 * 1000 / Sound.SampleRate };
    }

    /// <summary>Tones of the asked length that repeat the prompt's letters.</summary>
    private static byte[] Music(FalCall call, string text)
    {
        var seconds = call.Input.Number("seconds_total") ?? call.Input.Number("duration") ?? call.Input.Number("duration_seconds") ?? 10;
        var letters = (int)Math.Clamp(seconds / 0.06, 1, 2000);
        var theme = text.Length == 0 ? "la " : text + " ";
        return Sound.Wav(string.Concat(Enumerable.Repeat(theme, 1 + (letters / theme.Length)))[..letters], call.Model.Id);
    }
}
