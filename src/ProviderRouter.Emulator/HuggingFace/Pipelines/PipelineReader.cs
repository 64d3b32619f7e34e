using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Reads a request to a model: decides its task, then checks inputs and parameters.</summary>
internal sealed class PipelineReader(Protocol protocol, PipelineTasks tasks)
{
    /// <summary>Reads; <paramref name="asked"/> is the task of a path with <c>/pipeline/</c>.</summary>
    public (PipelineTask Task, PipelineRequest Request) Read(Exchange exchange, string id, string? asked)
    {
        var body = PipelineBody.Read(protocol, exchange);
        var model = PipelineModels.Find(id) is { } known ? known with { Id = id } : new PipelineModel(id, Guess(exchange, id, body));
        var task = tasks.All[asked is null ? model.Task : Agreed(model, asked)];
        var request = new PipelineRequest(exchange, model);
        if (body.Json is not { } root)
        {
            return (task, request with { Media = Raw(task, body) });
        }

        request = request with { Parameters = task.HasOptionsAtRoot ? root : CheckParameters(task, root) };
        if (task.HasOptionsAtRoot)
        {
            CheckFields(task, root, string.Empty);
        }

        return (task, task.Form == InputForm.Own && task.HasOptionsAtRoot && ChatReader.Value(root, "inputs") is null
            ? request
            : CheckInputs(task, request, root));
    }

    private static string Guess(Exchange exchange, string id, PipelineBody body)
    {
        var byName = TaskGuess.ByName(id);
        if (body.Json is not { } root)
        {
            return byName ?? TaskGuess.ByMedia(body.MediaType, body.Raw.Span);
        }

        var byShape = TaskGuess.ByShape(root, exchange.Header("Accept") ?? string.Empty);
        return byName is null || (byName == "feature-extraction" && byShape == "sentence-similarity") ? byShape : byName;
    }

    /// <summary>The task of the path, if the model has it. Vectors and their similarity are one ability.</summary>
    private string Agreed(PipelineModel model, string asked)
    {
        if (!tasks.All.ContainsKey(asked))
        {
            throw HuggingFaceErrors.Create(404, "Not Found");
        }

        string[] vectors = ["feature-extraction", "sentence-similarity"];
        return PipelineModels.Find(model.Id) is null || model.Task == asked || (vectors.Contains(model.Task) && vectors.Contains(asked))
            ? asked
            : throw HuggingFaceErrors.Create(400, $"Model {model.Id} does not support the task {asked}; its task is {model.Task}.");
    }

    private static byte[] Raw(PipelineTask task, PipelineBody body)
    {
        if (task.Form is not (InputForm.Image or InputForm.Sound))
        {
            throw body.IsUndeclared
                ? PipelineBody.Unsupported($"Content type \"{body.MediaType}\" not supported for task {task.Name}.")
                : PipelineErrors.Field("inputs", "str type expected");
        }

        return Checked(task.Form, body.Raw.ToArray(), $"({body.Raw.Length} bytes of {body.MediaType})");
    }

    private static byte[] Checked(InputForm form, byte[] bytes, string given) => form switch
    {
        InputForm.Image when PictureFile.Read(bytes) is null => throw PipelineErrors.InvalidImage(given),
        InputForm.Sound when SoundFile.Read(bytes) is null => throw PipelineErrors.MalformedSound(),
        _ => bytes,
    };

    private static PipelineRequest CheckInputs(PipelineTask task, PipelineRequest request, JsonElement root)
    {
        if (ChatReader.Value(root, "inputs") is not { } inputs)
        {
            throw PipelineErrors.Field("inputs", "field required");
        }

        request = request with { Inputs = inputs };
        switch (task.Form)
        {
            case InputForm.Text when inputs.ValueKind == JsonValueKind.String:
                return inputs.GetString()!.Length > 0
                    ? request with { Texts = [inputs.GetString()!] }
                    : throw PipelineErrors.Field("inputs", "field required");
            case InputForm.Texts when inputs.ValueKind == JsonValueKind.String:
                return request with { Texts = [inputs.GetString()!] };
            case InputForm.Texts when inputs.ValueKind == JsonValueKind.Array:
                return request with { Texts = Texts(inputs) };
            case InputForm.Text or InputForm.Texts:
                throw PipelineErrors.Field("inputs", "str type expected");
            case InputForm.Image or InputForm.Sound:
                return request with { Media = Decode(task.Form, inputs) };
            default:
                return request;
        }
    }

    private static List<string> Texts(JsonElement inputs)
    {
        if (inputs.GetArrayLength() == 0)
        {
            throw PipelineErrors.Field("inputs", "the inputs are invalid, at least one input is required");
        }

        return inputs.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. inputs.EnumerateArray().Select(item => item.GetString()!)]
            : throw PipelineErrors.Field("inputs", "str type expected");
    }

    /// <summary>The media of a JSON body: base64 and nothing before it, alone or as the <c>image</c> of an object.</summary>
    public static byte[] Decode(InputForm form, JsonElement inputs)
    {
        var text = inputs.ValueKind == JsonValueKind.Object && ChatReader.Value(inputs, "image") is { } image ? image : inputs;
        if (text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0)
        {
            return Checked(form, bytes, text.GetString()!);
        }

        throw form == InputForm.Sound ? PipelineErrors.MalformedSound() : PipelineErrors.InvalidImage(text.ToString());
    }

    private static JsonElement CheckParameters(PipelineTask task, JsonElement root)
    {
        if (ChatReader.Value(root, "parameters") is not { } parameters)
        {
            return default;
        }

        if (parameters.ValueKind != JsonValueKind.Object)
        {
            throw PipelineErrors.Field("parameters", "value is not a valid dict");
        }

        CheckFields(task, parameters, "parameters.");
        return parameters;
    }

    private static void CheckFields(PipelineTask task, JsonElement fields, string prefix)
    {
        var unknown = new List<string>();
        foreach (var field in fields.EnumerateObject())
        {
            if (!task.Rules.TryGetValue(field.Name, out var rule))
            {
                unknown.Add(field.Name);
            }
            else if (field.Value.ValueKind != JsonValueKind.Null && rule.Problem(field.Value) is { } problem)
            {
                throw PipelineErrors.Field(prefix + field.Name, problem);
            }
        }

        if (unknown.Count > 0 && task.Generates)
        {
            throw PipelineErrors.Inference(
                $"The following `model_kwargs` are not used by the model: [{string.Join(", ", unknown.Select(name => $"'{name}'"))}]"
                + " (note: typos in the generate arguments will also show up in this list)");
        }

        if (unknown.Count > 0 && task.ClosedBy is { } code)
        {
            throw PipelineErrors.Inference($"{code} got an unexpected keyword argument '{unknown[0]}'");
        }
    }
}
