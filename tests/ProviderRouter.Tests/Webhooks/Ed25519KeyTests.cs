using System.Numerics;
using System.Text;
using ProviderRouter.Webhooks;

namespace ProviderRouter.Tests.Webhooks;

/// <summary>RFC 8032, §7.1, and what Wycheproof tries on verifiers.</summary>
public sealed class Ed25519KeyTests
{
    private const string WycheproofKey = "7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa";
    private const string WycheproofSignature = "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b30d";
    private static readonly byte[] WycheproofMessage = "Test"u8.ToArray();

    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;

    public static TheoryData<string> SmallOrderKeys =>
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    public static TheoryData<string> SpecialSignatures
    {
        get
        {
            BigInteger[] values = [0, 1, Order - 1, Order, Order + 1, Prime, Prime - 1];
            var signatures = new TheoryData<string>();
            foreach (var first in values)
            {
                foreach (var second in values)
                {
                    signatures.Add(Hex(first) + Hex(second));
                }
            }

            return signatures;
        }
    }

    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Verify_VectorsOfTheRfc_AreSigned(string key, string message, string signature)
    {
        var verifier = KeyOf(key)!;
        var bytes = Convert.FromHexString(message);

        verifier.Verify(bytes, Convert.FromHexString(signature)).Should().BeTrue();
        verifier.Verify([.. bytes, 0], Convert.FromHexString(signature)).Should().BeFalse();
    }

    [Fact]
    public void Verify_EveryBitTurned_IsNotSigned()
    {
        var key = KeyOf(WycheproofKey)!;
        var signature = Convert.FromHexString(WycheproofSignature);
        key.Verify(WycheproofMessage, signature).Should().BeTrue();

        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            byte[] turned = [.. signature];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            key.Verify(WycheproofMessage, turned).Should().BeFalse($"bit {bit} was turned");
        }
    }

    [Fact]
    public void Verify_SecondHalfWithTheOrderAdded_IsNotSigned()
    {
        var signature = Convert.FromHexString(WycheproofSignature);
        var second = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        for (var added = second + Order; added < BigInteger.Pow(2, 256); added += Order)
        {
            byte[] other = [.. signature[..32], .. Convert.FromHexString(Hex(added))];
            KeyOf(WycheproofKey)!.Verify(WycheproofMessage, other).Should().BeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(SpecialSignatures))]
    public void Verify_SpecialValues_AreNotSigned(string signature) =>
        KeyOf(WycheproofKey)!.Verify([0x3F], Convert.FromHexString(signature)).Should().BeFalse();

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(128)]
    public void Verify_SignatureOfAnotherLength_IsNotSigned(int length)
    {
        byte[] whole = [.. Convert.FromHexString(WycheproofSignature), .. new byte[64]];

        KeyOf(WycheproofKey)!.Verify(WycheproofMessage, whole[..length]).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(SmallOrderKeys))]
    public void Of_KeyOfASmallOrder_IsNone(string key) => KeyOf(key).Should().BeNull();

    [Theory]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")] // no point of the curve
    [InlineData("7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549")]
    [InlineData("")]
    public void Of_BytesThatAreNoKey_IsNone(string key) => KeyOf(key).Should().BeNull();

    [Theory]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"fU0Of2FTpptiQrUiq77mhf2kQg-INLEIw72uNp71Sfo","kid":"a","use":"sig"}]}""", 1)]
    [InlineData("""{"keys":[{"kty":"RSA","n":"x"},{"kty":"OKP","crv":"X25519","x":"fU0Of2FTpptiQrUiq77mhf2kQg-INLEIw72uNp71Sfo"},{"kty":"OKP","crv":"Ed25519","x":"fU0Of2FTpptiQrUiq77mhf2kQg-INLEIw72uNp71Sfo"}]}""", 1)]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""", 0)] // small order
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"!"},{"kty":"OKP","crv":"Ed25519"},{"kty":"OKP","crv":"Ed25519","x":7},7,null]}""", 0)]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\ud800"}]}""", 0)]
    [InlineData("""{"keys":[7,null,{"kty":7,"crv":"Ed25519"},{"kty":"OKP","crv":[]},{"kty":"OKP","crv":"Ed25519","x":"\ud800"},{"kty":"OKP","crv":"Ed25519","x":"fU0Of2FTpptiQrUiq77mhf2kQg-INLEIw72uNp71Sfo"}]}""", 1)]
    [InlineData("""{"keys":{}}""", 0)]
    [InlineData("[]", 0)]
    [InlineData("<html>", 0)]
    [InlineData("", 0)]
    public void ReadSet_AnyText_GivesItsKeysAndNeverFails(string json, int count) =>
        Ed25519Key.ReadSet(Encoding.UTF8.GetBytes(json)).Should().HaveCount(count);


    [Theory]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    public void ReadSet_ManyKeys_TakesTheFirstSixtyFour(int published, int taken) =>
        Ed25519Key.ReadSet(Encoding.UTF8.GetBytes(FalWebhook.SetOf([.. Enumerable.Range(0, published).Select(number => FalWebhook.KeyOf($"{number}"))]))).Should().HaveCount(taken);

    private static Ed25519Key? KeyOf(string hex) => Ed25519Key.Of(Convert.FromHexString(hex));

    private static string Hex(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true).Should().BeTrue();
        return Convert.ToHexStringLower(bytes);
    }
}
