using System.Text.Json;

namespace ProviderRouter.Emulator.Http;

/// <summary>Reads a fault that is written as JSON: <c>{"kind":"status","status":503,"headers":{"Retry-After":"1"},"bodyContains":"call 17"}</c>.</summary>
internal static class FaultReader
{
    public static EmulatedFault Read(JsonElement fault)
    {
        var made = Text(fault, "kind") switch
        {
            "status" => EmulatedFault.Status(Number(fault, "status", 500), Text(fault, "body"), Headers(fault)),
            "hang" => EmulatedFault.Hang(),
            "reset" => EmulatedFault.Reset(),
            "cut" => EmulatedFault.CutAfter(Number(fault, "events", 0), Flag(fault, "abort")),
            "stream-error" => EmulatedFault.ErrorAfter(Number(fault, "events", 0)),
            "pause" => EmulatedFault.PauseAfter(Number(fault, "events", 0)),
            "slow" => EmulatedFault.Slow(TimeSpan.FromMilliseconds(Number(fault, "delay", 1000))),
            var other => throw new FormatException($"There is no fault of kind '{other}'; there are status, hang, reset, cut, stream-error, pause and slow."),
        };
        return made with { PathContains = Text(fault, "pathContains"), BodyContains = Text(fault, "bodyContains"), Times = Number(fault, "times", 1) };
    }

    public static string NameOf(FaultKind kind) => kind switch
    {
        FaultKind.Status => "status",
        FaultKind.Hang => "hang",
        FaultKind.Reset => "reset",
        FaultKind.Cut => "cut",
        FaultKind.StreamError => "stream-error",
        FaultKind.Pause => "pause",
        _ => "slow",
    };

    private static string? Text(JsonElement fault, string name) => fault.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(JsonElement fault, string name, int otherwise) => fault.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;

    private static bool Flag(JsonElement fault, string name) => fault.TryGetProperty(name, out var value) && value.GetBoolean();

    private static (string Name, string Value)[] Headers(JsonElement fault) => fault.TryGetProperty("headers", out var headers)
        ? [.. headers.EnumerateObject().Select(header => (header.Name, header.Value.GetString() ?? string.Empty))]
        : [];
}
