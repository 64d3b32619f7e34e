using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Language models, and models that tell what they see.</summary>
internal static class TextModels
{
    /// <summary>The fields of most language models; an empty prompt is none to some, so it has a default.</summary>
    public const string Language = "prompt str =; system_prompt str; max_tokens int 0.. =512; min_tokens int 0.. =0; temperature num 0..5 =0.6; top_p num 0..1 =0.9;"
        + " top_k int 0.. =50; presence_penalty num =0; frequency_penalty num =0; stop_sequences str; prompt_template str; seed int; messages any[];";

    private const string Llama = "prompt str =; min_tokens int 0.. =0; max_tokens int 0.. =512; temperature num 0..5 =0.6; top_p num 0..1 =0.9; top_k int 0.. =50;"
        + " presence_penalty num =1.15; frequency_penalty num =0.2; prompt_template str ={prompt}; system_prompt str; stop_sequences str; seed int";

    private const string Llava = "image* uri; prompt* str; top_p num 0..1 =1; temperature num 0.. =0.2; max_tokens int 0.. =1024; history str[]";

    public static ReplicateModel[] All { get; } =
    [
        Official("meta/meta-llama-3-70b-instruct", "fbfb20b4", Llama, "tokens", Words.TokensAfterNothing),
        Official("meta/meta-llama-3-8b-instruct", "5a6809ca", Llama, "tokens", Words.TokensAfterNothing),
        Official("meta/meta-llama-3.1-405b-instruct", "", Llama, "tokens", Words.TokensAfterNothing),
        Official("meta/llama-4-maverick-instruct", "", Language, "tokens", Words.Tokens),
        Official("meta/llama-4-scout-instruct", "", Language, "tokens", Words.Tokens),
        Official("meta/llama-2-7b-chat", "", Llama, "tokens", Words.Tokens),
        Official("meta/llama-2-13b-chat", "", Llama, "tokens", Words.Tokens),

        // Recorded: a prediction of this model names another one, and has no output field before its start.
        Official("meta/llama-2-70b-chat", "", Llama, "tokens", Words.Tokens) with
        {
            ReportedId = "replicate/lifeboat-70b", ReportedVersion = "d-c6559c5791b50af57b69f4a73f8e021c", OmitsOutputAtFirst = true,
        },
        Official(
            "openai/gpt-4o-mini",
            "",
            "prompt str; messages any[]; image_input uri[] =[]; system_prompt str; max_completion_tokens int =4096; temperature num 0..2 =1",
            "tokens",
            Words.Tokens),
        Community("yorickvp/llava-13b", "80537f9eead1a5bfa72d5ac6ea6414379be41d4d4f6679fd776e9535d1eb58bb", Llava, "tokens", Words.Tokens),
        Community("yorickvp/llava-v1.6-mistral-7b", "19be067b589d0c46689ffa7cc3ff321447a441986a7694c01225973c2eafc874", Llava, "tokens", Words.Tokens),
        Community("yorickvp/llava-v1.6-vicuna-13b", "0603dec596080fa084e26f0ae6d605fc5788ed2b1a0358cd25010619487eae63", Llava, "tokens", Words.Tokens),
        Community(
            "lucataco/moondream2",
            "72ccb656353c348c1385df54b237eeb7bfa874bf11486cf0b9473e691b662d31",
            "image* uri; prompt str =Describe this image",
            "tokens",
            Words.Tokens),
        Community(
            "salesforce/blip",
            "2e1dddc8621f72155f24cf2e0adbde548458d3cab9f00c0139eea840d0ac4746",
            "image* uri; task enum image_captioning,visual_question_answering,image_text_matching =image_captioning; question str; caption str",
            "str",
            Words.Caption),
        Community(
            "andreasjansson/blip-2",
            "f677695e5e89f8b236e52ecd1d3f01beb44c34606419bcc19345e046d8f786f9",
            "image* uri; caption bool =false; question str =What is this a picture of?; context str; use_nucleus_sampling bool =false;"
                + " temperature num 0.5..1 =1",
            "str",
            Words.Answer),
        Community("replicate/hello-world", "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa", "text* str", "str", Words.Hello),
    ];
}
