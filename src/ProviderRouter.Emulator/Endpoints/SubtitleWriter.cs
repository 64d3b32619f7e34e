using System.Globalization;
using System.Text;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Writes a transcript as subtitles.</summary>
internal static class SubtitleWriter
{
    public static string Srt(Transcript transcript)
    {
        var srt = new StringBuilder();
        for (var i = 0; i < transcript.Segments.Count; i++)
        {
            var segment = transcript.Segments[i];
            srt.Append(CultureInfo.InvariantCulture, $"{i + 1}\n{Time(segment.Start, ',')} --> {Time(segment.End, ',')}\n{segment.Text}\n\n");
        }

        return srt.ToString();
    }

    public static string Vtt(Transcript transcript)
    {
        var vtt = new StringBuilder("WEBVTT\n\n");
        foreach (var segment in transcript.Segments)
        {
            vtt.Append(CultureInfo.InvariantCulture, $"{Time(segment.Start, '.')} --> {Time(segment.End, '.')}\n{segment.Text}\n\n");
        }

        return vtt.ToString();
    }

    private static string Time(double seconds, char point)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:d2}:{time.Minutes:d2}:{time.Seconds:d2}{point}{time.Milliseconds:d3}");
    }
}
