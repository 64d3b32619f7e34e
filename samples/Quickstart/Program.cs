using System.CommandLine;
using ProviderRouter.Samples.Quickstart;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 160; // a file or a pipe has no edge to wrap at
}

var model = new Option<string>("--model", "-m") { Description = "The model: a Hugging Face id, an alias, a provider's own id, id:provider, id:cheapest." };
var prompt = new Argument<string>("prompt") { Description = "What to say." };
var output = new Option<string>("--out", "-o") { Description = "Where to save the picture." };
var modelId = new Argument<string>("model") { Description = "The model to explain." };
var task = new Argument<string>("task") { Description = "chat, image or speech.", DefaultValueFactory = _ => "chat" };

var chat = new Command("chat", "Chat with a model, streamed.") { prompt, model };
chat.SetAction((arguments, token) => Run.WithClientAsync(
    client => ChatCommand.RunAsync(client, arguments.GetValue(prompt)!, arguments.GetValue(model), token)));

var image = new Command("image", "Make a picture.") { prompt, model, output };
image.SetAction((arguments, token) => Run.WithClientAsync(
    client => ImageCommand.RunAsync(client, arguments.GetValue(prompt)!, arguments.GetValue(model), arguments.GetValue(output), token)));

var explain = new Command("explain", "Say who would serve a model, and why, without a call.") { modelId, task };
explain.SetAction((arguments, token) => Run.WithClientAsync(
    client => ExplainCommand.RunAsync(client, arguments.GetValue(modelId)!, arguments.GetValue(task)!, token)));

var root = new RootCommand("ProviderRouter in a nutshell: without a command, a tour of chat, vision, pictures and speech.") { chat, image, explain };
root.SetAction((_, token) => Run.WithClientAsync(client => Tour.RunAsync(client, token)));

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{error.Message}[/]");
    }

    AnsiConsole.MarkupLine("Try [bold]-- --help[/].");
    return ExitCode.Usage;
}

return await parsed.InvokeAsync();
