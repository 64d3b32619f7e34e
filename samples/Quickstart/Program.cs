using System.CommandLine;
using ProviderRouter.Samples.Quickstart;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 160; // a file or a pipe has no edge to wrap at
}

var model = new Option<string>("--model", "-m") { Description = "The model: a Hugging Face id, an alias, a provider's own id, id:provider, id:cheapest." };
var prompt = new Argument<string>("prompt") { Description = "What to say." };
var output = new Option<string>("--out", "-o") { Description = "Where to save the file." };
var modelId = new Argument<string>("model") { Description = "The model to explain." };
var file = new Argument<string>("file") { Description = "The file to send." };
var only = new Option<string>("--provider", "-p") { Description = "The one provider to list." };
var texts = new Argument<string[]>("texts") { Description = "Texts; the others are compared with the first.", Arity = ArgumentArity.OneOrMore };
var query = new Argument<string>("query") { Description = "What is asked." };
var documents = new Argument<string[]>("documents") { Description = "What may answer it.", Arity = ArgumentArity.OneOrMore };
var task = new Argument<string>("task") { Description = "A Hugging Face task, such as text-to-video; chat, image and speech for short.", DefaultValueFactory = _ => "chat" };

var chat = new Command("chat", "Chat with a model, streamed.") { prompt, model };
chat.SetAction((arguments, token) => Run.WithClientAsync(
    client => ChatCommand.RunAsync(client, arguments.GetValue(prompt)!, arguments.GetValue(model), token)));

var image = new Command("image", "Make a picture.") { prompt, model, output };
image.SetAction((arguments, token) => Run.WithClientAsync(
    client => ImageCommand.RunAsync(client, arguments.GetValue(prompt)!, arguments.GetValue(model), arguments.GetValue(output), token)));

var edit = new Command("edit", "Change a picture.") { file, prompt, model, output };
edit.SetAction((arguments, token) => Run.WithClientAsync(
    client => EditCommand.RunAsync(client, arguments.GetValue(file)!, arguments.GetValue(prompt)!, arguments.GetValue(model), arguments.GetValue(output), token)));

var video = new Command("video", "Make a video, as a job.") { prompt, model, output };
video.SetAction((arguments, token) => Run.WithClientAsync(
    client => VideoCommand.RunAsync(client, arguments.GetValue(prompt)!, arguments.GetValue(model), arguments.GetValue(output), token)));

var transcribe = new Command("transcribe", "Write down what a sound file says.") { file, model };
transcribe.SetAction((arguments, token) => Run.WithClientAsync(
    client => TranscribeCommand.RunAsync(client, arguments.GetValue(file)!, arguments.GetValue(model), token)));

var embed = new Command("embed", "Turn texts into vectors and compare them.") { texts, model };
embed.SetAction((arguments, token) => Run.WithClientAsync(
    client => EmbedCommand.RunAsync(client, arguments.GetValue(texts)!, arguments.GetValue(model), token)));

var rank = new Command("rank", "Rank documents by a question.") { query, documents, model };
rank.SetAction((arguments, token) => Run.WithClientAsync(
    client => RankCommand.RunAsync(client, arguments.GetValue(query)!, arguments.GetValue(documents)!, arguments.GetValue(model), token)));

var models = new Command("models", "List what the providers serve that are set up.") { only };
models.SetAction((arguments, token) => Run.WithClientAsync(client => ModelsCommand.RunAsync(client, arguments.GetValue(only), token)));

var explain = new Command("explain", "Say who would serve a model, and why, without a call.") { modelId, task };
explain.SetAction((arguments, token) => Run.WithClientAsync(
    client => ExplainCommand.RunAsync(client, arguments.GetValue(modelId)!, arguments.GetValue(task)!, token)));

var root = new RootCommand("ProviderRouter in a nutshell: without a command, a tour of its tasks.") { chat, image, edit, video, transcribe, embed, rank, models, explain };
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
