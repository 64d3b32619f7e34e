using System.Text.Json;

namespace ProviderRouter.CatalogBuilder;

/// <summary>What the data has to keep for look-ups to be sure of their answer.</summary>
internal static class CatalogChecks
{
    public static IReadOnlyList<string> Find(JsonElement models)
    {
        var problems = new List<string>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in models.EnumerateArray())
        {
            var id = model.GetProperty("id").GetString()!;
            foreach (var name in model.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString()!).Prepend(id))
            {
                if (!names.TryAdd(name, id))
                {
                    problems.Add($"'{name}' stands for both '{names[name]}' and '{id}'.");
                }
            }

            var offers = new HashSet<(string?, string?, string?)>();
            foreach (var offer in model.GetProperty("providers").EnumerateArray())
            {
                if (!offers.Add((offer.GetProperty("provider").GetString(), offer.GetProperty("providerModelId").GetString(), CatalogWriter.Text(offer, "version"))))
                {
                    problems.Add($"'{id}' is offered twice under one id by {offer.GetProperty("provider").GetString()}.");
                }
            }
        }

        return problems;
    }
}
