namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>Says where a text shall end: in a list where the model takes one, else in one text with commas between.</summary>
internal static class ReplicateStops
{
    public static void Add(ReplicateInputWriter input, string setting, IReadOnlyList<string> stops)
    {
        if (stops.Count == 0)
        {
            return;
        }

        if (input.Find(ReplicateTextFields.Stop) is { Kind: ReplicateInputKind.List } list)
        {
            input.Put(list, stops);
            return;
        }

        var sendable = stops.Where(static stop => !stop.Contains(',', StringComparison.Ordinal)).ToList();
        if (sendable.Count > 0)
        {
            input.Add(setting, ReplicateTextFields.Stop, string.Join(',', sendable));
        }

        if (sendable.Count < stops.Count && input.Has(ReplicateTextFields.Stop))
        {
            input.Warn(setting, "A sequence with a comma was not sent: this model takes them as one text with commas between.");
        }
        else if (sendable.Count == 0)
        {
            input.Lose(setting);
        }
    }
}
