using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Questions about images at fal.</summary>
internal sealed class FalVisualQuestionAnswering(FalInputs inputs) : IJobCodec<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse, FalState>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<VisualQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalVisionModel.Of(context.Model));
        if (model.Prompt is not { } prompt)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' describes images and answers no questions.");
        }

        context.WarnIf(request.TopCount > 1, nameof(request.TopCount), "fal's models give one answer.");
        FalVision.WarnSampling(context, model, request.MaxOutputTokens, request.Temperature, request.TopP);
        var image = await inputs.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false);
        var language = FalEndpoint.Of(context.Model).LanguageModel;
        return input =>
        {
            input.Add("model", language);
            input.Add(prompt, request.Question);
            FalVision.WriteImages(input, model, [image]);
            FalVision.WriteSampling(input, model, request.MaxOutputTokens, request.Temperature, request.TopP);
        };
    }

    public VisualQuestionAnsweringResponse Decode(TaskContext context, VisualQuestionAnsweringRequest? request, FalState state)
    {
        var (text, info) = FalVision.Read(context, state);
        return new() { Answers = [new() { Answer = text }], Info = info };
    }
}
