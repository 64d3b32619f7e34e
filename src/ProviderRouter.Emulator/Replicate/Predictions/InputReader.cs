using System.Text.Json;
using ProviderRouter.Emulator.Media;
using ProviderRouter.Emulator.Replicate.Files;
using ProviderRouter.Emulator.Replicate.Models;
using ProviderRouter.Emulator.Replicate.Outputs;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>Checks an input against its model's schema, and opens the files that it names.</summary>
internal sealed class InputReader(FileStore files, PredictionStore predictions)
{
    /// <summary>The bytes that may come in <c>data:</c> addresses; Replicate's own client sends no more.</summary>
    private const long MostData = 10_000_000;

    /// <summary>Refuses what the schema refuses. Fields that it does not name pass, unless it says otherwise.</summary>
    public static void Check(ReplicateModel model, JsonElement input, ReplicateAddresses addresses)
    {
        if (DataLength(input) > MostData)
        {
            throw ReplicateErrors.Create(413, "Payload too large", "Data URIs must be less than 10MB in all. Upload larger files or give their URL.");
        }

        var problems = new Problems();
        foreach (var field in model.Input.Values.Where(field => field.IsRequired && !input.TryGetProperty(field.Name, out _)))
        {
            problems.Add("required", "input", field.Name + " is required");
        }

        foreach (var given in input.EnumerateObject())
        {
            if (model.Input.TryGetValue(given.Name, out var field))
            {
                problems.Add(field.Problem(given.Value, address => IsAddress(address, addresses)), "input." + given.Name);
            }
            else if (model.IsClosed)
            {
                problems.Add("additional_property_not_allowed", "input", $"Additional property {given.Name} is not allowed");
            }
        }

        problems.Throw();
    }

    /// <summary>Opens a file at an address that was checked.</summary>
    public InputFile Open(string address, ReplicateAddresses addresses, DateTimeOffset now)
    {
        if (DataUri.TryDecode(address, out var type, out var bytes))
        {
            return new InputFile(address, bytes, type);
        }

        return addresses.PathOf(address)?.Split('/') switch
        {
            ["v1", "files", var id] => files.TryFind(id, now) is { } file ? new InputFile(address, file.Bytes, file.ContentType) : throw Gone(address),
            ["delivery", var id, var name] => predictions.TryFind(id) is { } prediction && !prediction.IsRemoved(now)
                && prediction.Output?.Files.FirstOrDefault(file => file.Name == name) is { } output
                    ? new InputFile(address, output.Bytes, output.MediaType)
                    : throw Gone(address),
            _ => new InputFile(address, null, "application/octet-stream"),
        };
    }

    private static PredictionFailedException Gone(string address) => new($"Client error '404 Not Found' for url '{address}'");

    /// <summary>https, data, or something at the emulator itself, which has no certificate.</summary>
    private static bool IsAddress(string text, ReplicateAddresses addresses)
    {
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return DataUri.TryDecode(text, out _, out _);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || addresses.IsNear(address));
    }

    private static long DataLength(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { } text && text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) => text.Length * 3L / 4,
        JsonValueKind.Array => value.EnumerateArray().Sum(DataLength),
        JsonValueKind.Object => value.EnumerateObject().Sum(field => DataLength(field.Value)),
        _ => 0,
    };
}
