using System.Text.Json;
using ProviderRouter.CatalogBuilder;

if (args is not [var folder, var output])
{
    await Console.Error.WriteLineAsync("Usage: dotnet run --project tools/CatalogBuilder -- <folder of models.json> src/ProviderRouter/Routing/Catalog/catalog.bin");
    return 2;
}

var source = Path.Combine(folder, "models.json");
if (!File.Exists(source))
{
    await Console.Error.WriteLineAsync($"There is no file '{source}'.");
    return 1;
}

using var models = JsonDocument.Parse(await File.ReadAllBytesAsync(source));
using var pinFile = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "pins.json")));
var pins = Pin.ReadAll(pinFile.RootElement);
var problems = CatalogChecks.Find(models.RootElement);
foreach (var problem in problems)
{
    await Console.Error.WriteLineAsync(problem);
}

if (problems.Count > 0)
{
    return 1;
}

var writer = new CatalogWriter(pins);
var bytes = writer.Write(models.RootElement);
await File.WriteAllBytesAsync(output, bytes);
Console.WriteLine($"{models.RootElement.GetArrayLength()} models, {writer.Offers} offers, {bytes.Length} bytes.");
foreach (var unmet in writer.UnmetPins)
{
    Console.WriteLine($"Pinned, but not offered there: {unmet}");
}

return 0;
