using System.Globalization;
using ProviderRouter.Fuzzing.Parsers;
using ProviderRouter.Fuzzing.Running;

// What reads something from outside is given inputs that nobody would send. See README.md.
var count = long.Parse(Option("--count") ?? "100000", CultureInfo.InvariantCulture);
var seed = ulong.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
using var parsers = new FuzzParsers();
var chosen = parsers.All.Where(parser => Option("--parser") is not { } name || parser.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"There is no such parser. There are: {string.Join(", ", parsers.All.Select(parser => parser.Name))}.");
    return 2;
}

return Option("--input") is { } input ? Replay(Convert.FromBase64String(input)) : Run();

int Run()
{
    Console.WriteLine(FuzzResult.Head);
    var failures = new List<FuzzFailure>();
    foreach (var parser in chosen)
    {
        var result = new FuzzRun(parser, seed).Run(count);
        Console.WriteLine(result);
        foreach (var idle in result.Idle)
        {
            Console.WriteLine($"Nothing was taken, or nothing refused: {idle}");
        }

        result.Failures.ForEach(Console.WriteLine);
        failures.AddRange(result.Failures);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Count} parsers, {count} inputs each, seed {seed}: {failures.Count} faults"));
    return failures.Count == 0 ? 0 : 1;
}

int Replay(byte[] bytes)
{
    var shown = false;
    foreach (var variant in chosen.SelectMany(parser => parser.Variants).Where(variant => Option("--variant") is not { } name || variant.Name == name))
    {
        var read = FuzzRun.Read(variant, bytes);
        Console.WriteLine($"{variant.Name}: {read.Problem ?? read.Refused ?? "accepted"}");
        shown |= read.Problem is not null;
        if (Array.IndexOf(args, "--trace") >= 0)
        {
            try
            {
                variant.ReadAsync(bytes).AsTask().GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
            }
        }
    }

    return shown ? 1 : 0;
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
