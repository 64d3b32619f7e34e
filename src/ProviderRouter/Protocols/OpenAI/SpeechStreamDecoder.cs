using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Turns a stream of speech into pieces of the sound. As events: <c>{"type":"speech.audio.delta","audio"}</c> of OpenAI,
/// <c>{"object":"audio.tts.chunk","b64"}</c> or <c>{"type":"delta","audio"}</c> of Together, whose base64 is decoded from the event's own bytes;
/// or as the sound itself. Source: wire notes of the dialect, §10, and of Together, §7.1.
/// </summary>
internal sealed class SpeechStreamDecoder(SpeechSound sound) : StreamDecoder<TextToSpeechUpdate>
{
    private string contentType = sound.ContentType;
    private bool isPlain;

    public override bool IsComplete => IsDone || isPlain;

    public override int MaxEventBytes => 64 << 20;

    // Some servers send a sound as what it is not, none sends events so.
    public override bool TakesBytes(string contentType)
    {
        isPlain = contentType.StartsWith("audio/", StringComparison.Ordinal) || contentType is "application/octet-stream" or "binary/octet-stream";
        this.contentType = contentType.StartsWith("audio/", StringComparison.Ordinal) ? contentType : sound.ContentType;
        return isPlain;
    }

    public override void DecodeBytes(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            Pending.Enqueue(Update(bytes.ToArray()));
        }
    }

    public override void DecodeWhole(ReadOnlySpan<byte> json)
    {
        if (DecodeEvent(json, default, isBareLine: false) is { } update)
        {
            Pending.Enqueue(update);
            IsDone = true;
        }
    }

    public override void Finish()
    {
        if (!HasContent)
        {
            throw new InvalidOperationException("the stream ended without a sound");
        }

        var usage = (Usage ?? new()) with { Characters = sound.Characters };
        Pending.Enqueue(new TextToSpeechFinishedUpdate { Info = new() { Usage = usage } });
    }

    protected override TextToSpeechUpdate? DecodeEvent(ReadOnlySpan<byte> data, ReadOnlySpan<byte> eventType, bool isBareLine)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidOperationException("The event is no JSON object.");
        }

        byte[]? audio = null;
        var isLast = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("audio"u8) || reader.ValueTextEquals("b64"u8) || reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                audio = reader.TokenType == JsonTokenType.String ? ReadBase64(ref reader) : audio;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isLast = reader.TokenType == JsonTokenType.String && IsLast(ref reader);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                ThrowIfError(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (isLast)
        {
            Usage = JsonUsage.Of(JsonElement.Parse(data));
        }

        IsDone |= isLast && !isBareLine;
        return audio is { Length: > 0 } && !isBareLine ? Update(audio) : null;
    }

    private static bool IsLast(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("error"u8) ? throw new StreamErrorException()
        : reader.ValueTextEquals("speech.audio.done"u8) || reader.ValueTextEquals("done"u8);

    private static void ThrowIfError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False))
        {
            throw new StreamErrorException();
        }
    }

    private static byte[] ReadBase64(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Decode(reader.ValueSpan);
        }

        var plain = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Decode(plain.AsSpan(0, reader.CopyString(plain)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static byte[] Decode(ReadOnlySpan<byte> base64)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(base64.TrimEnd((byte)'=').Length * 3 / 4);
        return Base64.DecodeFromUtf8(base64, bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length
            ? bytes
            : throw new InvalidOperationException("A piece of the sound is no base64.");
    }

    private TextToSpeechAudioUpdate Update(byte[] audio)
    {
        HasContent = true;
        return new TextToSpeechAudioUpdate(audio) { ContentType = contentType, SampleRate = sound.SampleRate };
    }
}
