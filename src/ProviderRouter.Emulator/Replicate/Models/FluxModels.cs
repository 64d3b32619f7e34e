using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Black Forest Labs' pictures. Source of the fields: Replicate's pages of the models; where they are silent, those of their siblings.</summary>
internal static class FluxModels
{
    private const string Ratios = "1:1,16:9,21:9,3:2,2:3,4:5,5:4,3:4,4:3,9:16,9:21";

    private const string Files = " output_format enum webp,jpg,png =webp; output_quality int 0..100 =80; disable_safety_checker bool =false;";

    private const string Open = "prompt* str; aspect_ratio enum " + Ratios + " =1:1; num_outputs int 1..4 =1; seed int; go_fast bool =true;"
        + " megapixels enum 1,0.25 =1;" + Files;

    private const string Dev = Open + " image uri; prompt_strength num 0..1 =0.8; num_inference_steps int 1..50 =28; guidance num 0..10 =3;";

    private const string Pro = "prompt* str; aspect_ratio enum custom,1:1,16:9,3:2,2:3,4:5,5:4,9:16,3:4,4:3 =1:1; width int 256..1440; height int 256..1440;"
        + " image_prompt uri; prompt_upsampling bool =false; safety_tolerance int 1..6 =2; seed int; output_format enum webp,jpg,png =webp;"
        + " output_quality int 0..100 =80;";

    // No webp: Replicate answers 422 to it.
    private const string Kontext = "prompt* str; input_image uri; aspect_ratio choice match_input_image,2:1,1:2," + Ratios + " =match_input_image; seed int;"
        + " output_format choice jpg,png =png; safety_tolerance int 0..6 =2; prompt_upsampling bool =false";

    private const string Second = "prompt* str; aspect_ratio choice match_input_image,custom,1:1,16:9,3:2,2:3,4:5,5:4,9:16,3:4,4:3 =1:1;"
        + " width int 256..1440; height int 256..1440; seed int; output_format choice webp,jpg,png =webp; output_quality int 0..100 =80;";

    private const string Lora = " lora_weights str; lora_scale num -1..3 =1; extra_lora str; extra_lora_scale num -1..3 =1;";

    private const string Control = "prompt* str; num_outputs int 1..4 =1; num_inference_steps int 1..50 =28; guidance num 0..100 =30; seed int;"
        + " megapixels enum 1,0.25,match_input =1;" + Files;

    public static ReplicateModel[] All { get; } =
    [
        Official("black-forest-labs/flux-schnell", "c846a699", Open + " num_inference_steps int 1..4 =4", "uri[]", Pictures.Many) with
        {
            ReportedVersion = "dp-4d0bcc010b3049749a251855f12800be",
        },
        Official("black-forest-labs/flux-dev", "93d72f81", Dev, "uri[]", Pictures.Many) with { ReportedVersion = "dp-5ef4d48e7d4b468eb6478ff87ba26638" },
        Official("black-forest-labs/flux-dev-lora", "ae0d7d64", Dev + Lora, "uri[]", Pictures.Many),
        Official("black-forest-labs/flux-schnell-lora", "2a6b576a", Open + Lora + " num_inference_steps int 1..4 =4", "uri[]", Pictures.Many),
        Official("black-forest-labs/flux-pro", "", Pro + " steps int 1..50 =25; guidance num 2..5 =3; interval num 1..4 =2", "uri", Pictures.One),
        Official("black-forest-labs/flux-1.1-pro", "", Pro, "uri", Pictures.One),
        Official(
            "black-forest-labs/flux-1.1-pro-ultra",
            "",
            "prompt* str; aspect_ratio enum " + Ratios + " =1:1; image_prompt uri; image_prompt_strength num 0..1 =0.1; raw bool =false;"
                + " safety_tolerance int 1..6 =2; seed int; output_format enum jpg,png =jpg",
            "uri",
            Pictures.One),
        Official("black-forest-labs/flux-kontext-pro", "", Kontext, "uri", Pictures.One),
        Official("black-forest-labs/flux-kontext-max", "", Kontext, "uri", Pictures.One),
        Official(
            "black-forest-labs/flux-kontext-dev",
            "",
            "prompt* str; input_image* uri; aspect_ratio enum match_input_image,2:1,1:2," + Ratios + " =match_input_image; megapixels enum 1,0.25 =1;"
                + " num_inference_steps int 4..50 =30; guidance num 0..10 =2.5; seed int; replicate_weights str; lora_strength num =1; go_fast bool =true;" + Files,
            "uri",
            Pictures.One),
        Official(
            "black-forest-labs/flux-2-dev", "7bba46bd", Second + " input_images uri[] ..4; go_fast bool =true; disable_safety_checker bool =false", "uri", Pictures.One),
        Official("black-forest-labs/flux-2-pro", "", Second + " input_images uri[] ..8; safety_tolerance int 1..5 =2", "uri", Pictures.One),
        Official(
            "black-forest-labs/flux-2-klein-4b",
            "",
            Second + " images uri[] ..5; go_fast bool =false; disable_safety_checker bool =false",
            "uri[]",
            Pictures.Many),
        Official(
            "black-forest-labs/flux-2-klein-9b",
            "",
            Second + " images uri[] ..5; go_fast bool =false; disable_safety_checker bool =false",
            "uri[]",
            Pictures.Many),
        Official("black-forest-labs/flux-fill-dev", "", Control + " image* uri; mask uri; lora_weights str; lora_scale num -1..3 =1", "uri[]", Pictures.Many),
        Official(
            "black-forest-labs/flux-fill-pro",
            "",
            "prompt* str; image* uri; mask uri; outpaint choice None,Zoom out 1.5x,Zoom out 2x,Make square =None; steps int 15..50 =50;"
                + " guidance num 1.5..100 =60;"
                + " prompt_upsampling bool =false; safety_tolerance int 1..6 =2; seed int; output_format choice jpg,png =jpg",
            "uri",
            Pictures.One),
        Official("black-forest-labs/flux-canny-dev", "", Control + " control_image* uri", "uri[]", Pictures.Many),
        Official("black-forest-labs/flux-depth-dev", "", Control + " control_image* uri", "uri[]", Pictures.Many),
        Official(
            "black-forest-labs/flux-redux-dev",
            "",
            "redux_image* uri; aspect_ratio enum " + Ratios + " =1:1; num_outputs int 1..4 =1; num_inference_steps int 1..50 =28; guidance num 0..10 =3; seed int;"
                + " megapixels enum 1,0.25 =1;" + Files,
            "uri[]",
            Pictures.Many),
    ];
}
