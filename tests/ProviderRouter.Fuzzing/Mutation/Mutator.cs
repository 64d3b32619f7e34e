namespace ProviderRouter.Fuzzing.Mutation;

/// <summary>Makes inputs of seeds: knows where JSON has its values and names, and what else bytes may suffer. The same numbers make the same input.</summary>
internal sealed class Mutator
{
    private const int MaxLength = 128 << 10;

    private List<byte> bytes = [];
    private List<byte> other = [];

    public byte[] Create(ref FuzzRandom random, IReadOnlyList<Seed> seeds)
    {
        var seed = random.Of(seeds);
        bytes.Clear();
        bytes.AddRange(seed.Bytes);
        var changes = 1;
        while (changes < 8 && !random.OneIn(3))
        {
            changes++;
        }

        if (!random.OneIn(4) && seed.Map.Values.Count > 0)
        {
            // From the end to the beginning, so that what is still to be changed stands where the map says.
            for (var end = bytes.Count; changes-- > 0 && end > 0;)
            {
                end = ChangeJson(ref random, seed, random.Of(seeds), end);
            }

            changes = random.OneIn(4) ? 1 : 0;
        }

        while (changes-- > 0)
        {
            ChangeBytes(ref random, seeds);
        }

        if (bytes.Count > MaxLength)
        {
            bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        }

        return [.. bytes];
    }

    // Changes something that ends before a place, if it finds something, and tells where that begins.
    private int ChangeJson(ref FuzzRandom random, Seed seed, Seed donor, int end)
    {
        var (start, length) = random.Of(seed.Map.Values);
        if (start + length > end)
        {
            return end - 1;
        }

        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                Replace(start, length, random.Of(Tokens.Values));
                break;
            case 3:
                var (from, count) = random.Of(seed.Map.Values);
                Replace(start, length, seed.Bytes.AsSpan(from, count));
                break;
            case 4 when donor.Map.Values.Count > 0:
                var (donorFrom, donorCount) = random.Of(donor.Map.Values);
                Replace(start, length, donor.Bytes.AsSpan(donorFrom, donorCount));
                break;
            case 5 when seed.Map.Names.Count > 0:
                var (name, nameLength) = random.Of(seed.Map.Names);
                if (name + nameLength > end)
                {
                    return end - 1;
                }

                start = name;
                var (newName, newLength) = random.Of(donor.Map.Names.Count > 0 ? donor.Map.Names : seed.Map.Names);
                Replace(name, nameLength, (donor.Map.Names.Count > 0 ? donor : seed).Bytes.AsSpan(newName, newLength));
                break;
            case 6: // once more, with its comma: a list grows, an object has a name twice or a value without one
                bytes.InsertRange(start, [.. seed.Bytes.AsSpan(start, length), (byte)',']);
                break;
            default: // deeper
                var depth = 1 + random.Next(random.OneIn(8) ? 80 : 3);
                bytes.InsertRange(start + length, Enumerable.Repeat((byte)']', depth));
                bytes.InsertRange(start, Enumerable.Repeat((byte)'[', depth));
                break;
        }

        return start;
    }

    private void ChangeBytes(ref FuzzRandom random, IReadOnlyList<Seed> seeds)
    {
        var at = random.Next(bytes.Count + 1);
        var most = bytes.Count - at;
        var length = Math.Min(most, 1 + random.Next(random.OneIn(4) ? 200 : 8));
        switch (random.Next(12))
        {
            case 0 when most > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when most > 0:
                bytes[at] = (byte)random.NextLong();
                break;
            case 2:
                bytes.InsertRange(at, BitConverter.GetBytes(random.NextLong()).AsSpan(0, 1 + random.Next(8)));
                break;
            case 3 or 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, [.. bytes.Slice(at, length)]);
                break;
            case 6 when random.OneIn(3):
                bytes.RemoveRange(at, most); // cut
                break;
            case 7: // the beginning of this, the end of another
                var end = random.Of(seeds).Bytes;
                var from = random.Next(end.Length + 1);
                bytes.RemoveRange(at, most);
                bytes.AddRange(end.AsSpan(from));
                break;
            case 8: // two parts change places
                var second = random.Next(bytes.Count + 1);
                Swap(Math.Min(at, second), Math.Max(at, second));
                break;
            case 9:
                Replace(at, length, random.Of(Tokens.Pieces));
                break;
            default:
                bytes.InsertRange(at, random.OneIn(3) ? random.Of(Tokens.Values) : random.Of(Tokens.Pieces));
                break;
        }
    }

    private void Swap(int first, int second)
    {
        other.Clear();
        other.AddRange(bytes.Slice(0, first));
        other.AddRange(bytes.Slice(second, bytes.Count - second));
        other.AddRange(bytes.Slice(first, second - first));
        (bytes, other) = (other, bytes);
    }

    private void Replace(int start, int length, ReadOnlySpan<byte> value)
    {
        bytes.RemoveRange(start, length);
        bytes.InsertRange(start, value);
    }
}
