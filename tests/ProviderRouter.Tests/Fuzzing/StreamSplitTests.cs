using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CsCheck;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Parsers;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Fuzzing;

/// <summary>Every stream of every provider, whole and broken ones: however its bytes arrive, the same updates come out, and the same failure.</summary>
public sealed partial class StreamSplitTests
{
    private const int Samples = 400;

    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals }; // a probability of 1e999

    private static readonly Lazy<FuzzParsers> Parsers = new(() => new());

    public static TheoryData<string> Names => [.. Streams.Select(stream => $"{stream.Parser}, {stream.Variant.Name}")];

    private static IEnumerable<(string Parser, FuzzVariant Variant)> Streams =>
        Parsers.Value.All.SelectMany(parser => parser.Variants.Where(variant => variant.IsStream).Select((variant, index) => ($"{parser.Name} {index}", variant)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Stream_AnySplit_GivesTheSameUpdates(string name)
    {
        var variant = Streams.Single(stream => $"{stream.Parser}, {stream.Variant.Name}" == name).Variant;
        var mutator = new Mutator();
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Bool, Gen.Int[1, 60].Array[1, 60]).Sample(
            (number, isWhole, steps) =>
            {
                var random = FuzzRandom.For(name, 1, number);
                var input = isWhole ? random.Of(variant.Seeds).Bytes : mutator.Create(ref random, variant.Seeds);
                var at = 0;
                var whole = Read(variant, input, body => new MemoryStream(body));
                var split = Read(variant, input, body => new ChunkedStream(body, [.. steps.Select(step => at += step)]));
                split.Should().Equal(whole, "{0} was cut", Convert.ToBase64String(input));
            },
            iter: Samples,
            threads: 1);
    }

    private static List<string> Read(FuzzVariant variant, byte[] input, Func<byte[], Stream> open)
    {
        var host = Parsers.Value.Host;
        var updates = new List<string>();
        var sound = new List<byte>();
        host.Open = body => open(body.ToArray());
        host.Seen = update =>
        {
            if (update is TextToSpeechAudioUpdate { Audio: var audio })
            {
                sound.AddRange(audio.Span); // bare bytes come as they come
            }
            else
            {
                updates.Add(update is RawDataUpdate { Data: var data, Event: var type }
                    ? $"{type} {Convert.ToHexString(JsonMarshal.GetRawUtf8Value(data))}" // as it came, text that is none included
                    : $"{update.GetType().Name} {MadeUpId().Replace(JsonSerializer.Serialize(update, update.GetType(), Json), "call_")}");
            }
        };
        try
        {
            variant.ReadAsync(input).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is InferenceException or OperationCanceledException)
        {
            updates.Add($"{exception.GetType().Name} {(exception as ProviderException)?.Kind} {exception.Message} {(exception as StreamInterruptedException)?.PartialText}");
        }
        finally
        {
            (host.Open, host.Seen) = (null, null);
        }

        updates.Add(Convert.ToHexString(sound.ToArray()));
        return updates;
    }

    // The id of a call that has none of its own is another in every reading.
    [GeneratedRegex("call_[0-9a-f]{32}")]
    private static partial Regex MadeUpId();
}
