using System.Buffers;
using System.Text;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Takes every key in use out of text that a server sent, also where it is escaped or in base64: 401 bodies echo keys.</summary>
internal sealed class SecretScrubber
{
    private const int MaxStart = 64 << 10;
    private const int ShortestPart = 8;
    private const int MaxRounds = 8; // layers of escapes
    private static readonly string[] SecretWords = ["key", "token", "secret", "auth", "cookie", "password"];

    private readonly Lock writing = new();
    private readonly HashSet<string> secrets = new(StringComparer.Ordinal);
    private volatile Needles? needles;

    public void Add(string secret)
    {
        if (secret.Length == 0)
        {
            return;
        }

        lock (writing)
        {
            var isNew = secrets.Add(secret);
            if (secret.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && secret.Length - colon > ShortestPart)
            {
                isNew |= secrets.Add(secret[(colon + 1)..]); // id:secret, of which a server may echo the half
            }

            if (isNew)
            {
                needles = new(secrets);
            }
        }
    }

    /// <summary>Adds the value of a header that sounds like a secret.</summary>
    public void AddHeader(string name, string value)
    {
        if (value.Length >= 8 && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            Add(value);
        }
    }

    /// <summary>The first 64 KiB of a body as text, scrubbed; whoever shows less of it cuts after that, for half a key would not be found.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="isCut">Whether its end may be missing; of JSON that is seen.</param>
    public string ScrubStart(ReadOnlySpan<byte> utf8, bool isCut)
    {
        var text = Scrub(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxStart)]));
        return needles is { } known && (isCut || utf8.Length >= MaxStart || JsonShape.IsCut(utf8)) ? WithoutBeginning(text, known) : text;
    }

    public string Scrub(string text)
    {
        if (needles is not { } known)
        {
            return text;
        }

        text = Replace(text, new(text), known);
        var view = new TextView(text);
        for (var round = 0; round < MaxRounds && view.TryDecode(out view); round++)
        {
            var scrubbed = Replace(text, view, known);
            if (!ReferenceEquals(scrubbed, text))
            {
                text = scrubbed;
                view = new(text);
            }
        }

        return text;
    }

    private static string Replace(string text, TextView view, Needles known)
    {
        StringBuilder? scrubbed = null;
        var (from, at) = (0, 0);
        while (view.Text[at..].IndexOfAny(known.All) is >= 0 and var found)
        {
            at += found;
            var needle = known.Longest(view.Text[at..]);
            scrubbed ??= new(text.Length);
            scrubbed.Append(text, from, view.PlaceOf(at) - from).Append(needle.Mask);
            at += needle.Text.Length;
            from = view.PlaceOf(at);
        }

        return scrubbed is null ? text : scrubbed.Append(text, from, text.Length - from).ToString();
    }

    // The body went on, perhaps with the rest of a key.
    private static string WithoutBeginning(string text, Needles known)
    {
        var end = TextView.WithoutOpenEscape(text);
        var view = new TextView(text[..end]);
        do
        {
            for (var at = Math.Max(0, view.Text.Length - known.LongestLength); at < view.Text.Length; at++)
            {
                if (known.BeginsWith(view.Text[at..]))
                {
                    end = Math.Min(end, view.PlaceOf(at));
                    break;
                }
            }
        }
        while (view.TryDecode(out view));

        return text[..end];
    }

    /// <summary>What is looked for, in any of its forms.</summary>
    private sealed class Needles
    {
        private readonly (string Text, string Mask)[] longestFirst;

        public Needles(IEnumerable<string> secrets)
        {
            var all = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var secret in secrets)
            {
                all[secret] = ApiKeyRules.Mask(secret);
                foreach (var form in Base64Forms(secret))
                {
                    all.TryAdd(form, "***");
                }
            }

            longestFirst = [.. all.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Key.Length)];
            All = SearchValues.Create([.. all.Keys], StringComparison.Ordinal);
        }

        public SearchValues<string> All { get; }

        public int LongestLength => longestFirst[0].Text.Length;

        public (string Text, string Mask) Longest(ReadOnlySpan<char> text)
        {
            foreach (var needle in longestFirst)
            {
                if (text.StartsWith(needle.Text, StringComparison.Ordinal))
                {
                    return needle;
                }
            }

            throw new InvalidOperationException("Nothing of what is looked for stands here.");
        }

        public bool BeginsWith(ReadOnlySpan<char> beginning)
        {
            foreach (var (text, _) in longestFirst)
            {
                if (text.AsSpan().StartsWith(beginning, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        // Of base64 around a key, the characters that the key alone decides; where it begins in a group of three bytes is not known.
        private static IEnumerable<string> Base64Forms(string secret)
        {
            for (var before = 0; before < 3; before++)
            {
                var bytes = new byte[before + Encoding.UTF8.GetByteCount(secret)];
                Encoding.UTF8.GetBytes(secret, bytes.AsSpan(before));
                var form = Convert.ToBase64String(bytes)[(before == 0 ? 0 : before + 1)..((bytes.Length / 3 * 4) + (bytes.Length % 3))];
                if (form.Length >= ShortestPart)
                {
                    yield return form;
                    yield return form.Replace('+', '-').Replace('/', '_');
                }
            }
        }
    }
}
