using System.CommandLine;
using ProviderRouter.Load;
using ProviderRouter.Load.Mixed;
using ProviderRouter.Load.Outage;
using ProviderRouter.Load.Streams;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 180; // a file or a pipe has no edge to wrap at
}

var count = Option("--count", "How many streams are open at once.", 5_000, 1, 100_000);
var tokens = Option("--tokens", "How many numbers each stream carries.", 60, 1, 10_000);
var callers = Option("--callers", "How many callers there are at once.", 64, 1, 2_000);
var seconds = Option("--seconds", "How long the calls go on.", 60, 5, 3_600);
var faults = Option("--faults", "How many calls of a hundred meet a fault; with more, breaker and retry budget would step in.", 5, 0, 8);
var rate = Option("--rate", "How many calls a second each client starts.", 20, 1, 1_000);
var down = Option("--down", "For how many seconds the first target is down.", 30, 11, 3_600);

var streams = new Command("streams", "Many chat streams open at once, each checked text by text.") { count, tokens };
var mixed = new Command("mixed", "Calls of all kinds, some of which meet a fault; every one has to end as the retry matrix says.") { callers, seconds, faults };
var outage = new Command("outage", "The first target goes down and comes back while calls go on.") { rate, down };
var root = new RootCommand("The router under load, against the emulator in a process of its own. Without a command all three run.")
{
    streams, mixed, outage, count, tokens, callers, seconds, faults, rate, down,
};

streams.SetAction((arguments, token) => RunAsync(arguments, [Streams], token));
mixed.SetAction((arguments, token) => RunAsync(arguments, [Mixed], token));
outage.SetAction((arguments, token) => RunAsync(arguments, [Outage], token));
root.SetAction((arguments, token) => RunAsync(arguments, [Streams, Mixed, Outage], token));
return await root.Parse(args).InvokeAsync();

(string, Func<CancellationToken, Task<IReadOnlyList<Measure>>>) Streams(ParseResult arguments) =>
    ("streams", new StreamsRun(arguments.GetValue(count), arguments.GetValue(tokens)).RunAsync);

(string, Func<CancellationToken, Task<IReadOnlyList<Measure>>>) Mixed(ParseResult arguments) =>
    ("mixed", new MixedRun(arguments.GetValue(callers), TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(faults)).RunAsync);

(string, Func<CancellationToken, Task<IReadOnlyList<Measure>>>) Outage(ParseResult arguments) =>
    ("outage", new OutageRun(arguments.GetValue(rate), TimeSpan.FromSeconds(arguments.GetValue(down))).RunAsync);

static async Task<int> RunAsync(
    ParseResult arguments, IReadOnlyList<Func<ParseResult, (string Name, Func<CancellationToken, Task<IReadOnlyList<Measure>>> Run)>> runs, CancellationToken cancellationToken)
{
    AnsiConsole.WriteLine(Machine.Describe());
    var table = new Table { Border = TableBorder.Ascii2 }.AddColumns("run", "measure", "required", "seen", "ok");
    var isOk = true;
    foreach (var make in runs)
    {
        var (name, run) = make(arguments);
        AnsiConsole.WriteLine($"{name} ...");
        foreach (var measure in await run(cancellationToken))
        {
            isOk &= measure.IsOk ?? true;
            table.AddRow(new Text(name), new Text(measure.What), new Text(measure.Required), new Text(measure.Seen), new Text(measure.IsOk switch { true => "yes", false => "NO", null => "" }));
        }
    }

    AnsiConsole.Write(table);
    AnsiConsole.WriteLine(Machine.Describe());
    return isOk ? 0 : 1;
}

static Option<int> Option(string name, string description, int usual, int least, int most)
{
    var option = new Option<int>(name) { Description = $"{description} From {least} to {most}; usually {usual}.", DefaultValueFactory = _ => usual };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
        {
            result.AddError($"{name} has to be from {least} to {most}.");
        }
    });
    return option;
}
