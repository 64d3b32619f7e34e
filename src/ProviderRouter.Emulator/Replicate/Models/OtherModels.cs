using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Models whose output is plain JSON, and a few of the emulator's own that no client's table knows.</summary>
internal static class OtherModels
{
    public static ReplicateModel[] All { get; } =
    [
        Community(
            "nateraw/bge-large-en-v1.5",
            "9cf9f015a9cb9c61d1a2610659cdac4a4ca222f2d3707a68517b18c198a9add1",
            "texts str =; path uri; batch_size int =32; normalize_embeddings bool =true; convert_to_numpy bool =false",
            "any[]",
            Vectors.Lists),
        Community(
            "beautyyuyanli/multilingual-e5-large",
            "a06276a89f1a902d5fc225a9ca32b6e8e6292b7f3b136518878da97c458e2bad",
            "texts str =[\"In the water, fish are swimming.\"]; batch_size int =32; normalize_embeddings bool =true",
            "any[]",
            Vectors.Lists),
        Community(
            "mark3labs/embeddings-gte-base",
            "d619cff29338b9a37c3d06605042e1ff0594a8c3eff0175fd6967f5643fc4d47",
            "text* str",
            "{text* str; vectors* any[]}",
            Vectors.WithText),
        Community(
            "adirik/e5-mistral-7b-instruct",
            "68a9e0387243c2aa73d8e1aa81303f9859e6e4365622a832f7a582722e5d3283",
            "document* str; query str; task str; normalize bool =true",
            "any",
            Vectors.Documents),
        Community(
            "replicate/all-mpnet-base-v2",
            "b6b7585c9640cd7a9572c6e129c9549d79c9c31f0d3fdce7baac7c67ca38f305",
            "text str; text_batch str",
            "{embedding* any[]}[]",
            Vectors.Objects),
        Community(
            "andreasjansson/clip-features",
            "75b33f253f7714a281ad3e9b28f63e3232d583716ef6718f2e46641077ea040a",
            "inputs str =a photo of a dog",
            "{input* str; embedding* any[]}[]",
            Vectors.Features),
        Community(
            "yxzwayne/bge-reranker-v2-m3",
            "7f7c6e9d18336e2cbf07d88e9362d881d2fe4d6a9854ec1260f115cabc106a8c",
            "input_list* str",
            "num[]",
            Vectors.Scores),

        // Nobody pushed a version: its look-up tells so.
        Community("mattt/empty", "", "", "any", _ => PredictionOutput.Json(true)) with { IsEmpty = true },

        // Names that can be learnt from the schema alone, which also refuses all others.
        Community(
            "emulated/odd-painter",
            "",
            "scene* str; how_many int 1..4 =1; canvas enum square,wide,tall =square; mood choice calm,wild =calm; starting_point uri; luck int",
            "uri[]",
            OddOnes.Paint) with { IsClosed = true },
        Community(
            "emulated/survey",
            "",
            "plot* uri; depth int 1..3 =2; labels str[]",
            "{score* num; count* int; ok* bool; summary* obj; regions* any[]; report uri}",
            OddOnes.Survey),
        Community("emulated/frames", "", "prompt* str; count int 1..5 =2", "{file* uri; at* num; tags* str[]}[]", OddOnes.Frames),
        Community("emulated/number", "", "text* str", "num", OddOnes.Number),
    ];
}
