using System.Text;
using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class SegmentTests
{
    // Few keys, so that they come again within and across segments.
    private static readonly Gen<(int Key, byte[] Value)[]> Answers = Gen.Select(Gen.Int[0, 400], Gen.Byte.Array[0, 300]).Array[1, 300];

    [TestMethod]
    public void A_segment_holds_the_newest_answer_of_every_key_and_no_other() =>
        Answers.Sample(answers =>
        {
            var segment = Build(answers, 0);
            var newest = answers.GroupBy(answer => answer.Key).ToDictionary(group => group.Key, group => group.Last().Value);
            return Entries(segment) == newest.Count
                && newest.All(answer => Find(segment, answer.Key) is { } value && value.SequenceEqual(answer.Value))
                && Enumerable.Range(401, 50).All(key => Find(segment, key) is null);
        });

    [TestMethod]
    public void Merged_segments_hold_the_newest_answer_of_every_key() =>
        Answers.Array[1, 5].Sample(parts =>
        {
            var newest = new Dictionary<int, byte[]>();
            var sources = new List<SegmentCursor>();
            foreach (var (index, answers) in parts.Index())
            {
                sources.Add(new SegmentCursor("test", Build(answers, index * 1000)));
                foreach (var (key, value) in answers)
                {
                    newest[key] = value;
                }
            }

            // The order in which segments are merged must not matter.
            sources.Reverse();
            var merged = SegmentMerge.Merge(sources, 0, 5000);
            return Entries(merged) == newest.Count
                && newest.All(answer => Find(merged, answer.Key) is { } value && value.SequenceEqual(answer.Value));
        });

    [TestMethod]
    public void A_changed_byte_is_noticed_before_it_is_believed() =>
        Gen.Select(Answers, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((answers, place, flip) =>
        {
            var segment = Build(answers, 0);
            segment[place % segment.Length] ^= flip;
            try
            {
                Entries(segment);
                return false;
            }
            catch (CorruptStateException)
            {
                return true;
            }
        });

    [TestMethod]
    public void A_segment_seldom_seems_to_hold_what_it_does_not()
    {
        var segment = Build([.. Enumerable.Range(0, 20_000).Select(key => (key, new byte[8]))], 0);
        var directory = Directory(segment);
        var wrong = Enumerable.Range(1_000_000, 20_000).Count(key => directory.MayHold(Hash(key)));
        Assert.IsLessThan(20_000 * 0.015, wrong);
    }

    [TestMethod]
    public void A_segment_of_text_is_packed()
    {
        var value = Encoding.UTF8.GetBytes("""{"paymentId":"p","decision":"approve","score":0.0123,"reasons":["none"],"modelVersion":"2026-01"}""");
        var segment = Build([.. Enumerable.Range(0, 5_000).Select(key => (key, value))], 0);
        Assert.IsLessThan(5_000 * value.Length / 3, segment.Length);
    }

    [TestMethod]
    public void Merging_keeps_few_segments_and_rewrites_each_answer_a_few_times()
    {
        var options = new StateOptions();
        var segments = new Dictionary<SegmentName, long>();
        var (written, rewritten) = (0L, 0L);
        for (var flush = 0; flush < 5_000; flush++)
        {
            var size = 40_000 + (flush % 7 * 10_000);
            written += size;
            segments.Add(new SegmentName("f", 20260304, flush, flush), size);
            while (MergeRun.Find(segments, options, isOver: false) is { Count: > 1 } run)
            {
                var merged = run[0] with { First = run.Min(name => name.First), Last = run.Max(name => name.Last) };
                var bytes = run.Sum(name => segments[name]);
                Assert.IsLessThanOrEqualTo(options.LookupSegmentBytes, bytes);
                Assert.AreEqual(run.Count, segments.Keys.Count(name => name.IsWithin(merged)), "only neighbours are merged");
                run.ToList().ForEach(name => segments.Remove(name));
                segments.Add(merged, bytes);
                rewritten += bytes;
            }
        }

        Assert.IsLessThan(40, segments.Count);
        Assert.AreEqual(written, segments.Values.Sum());
        Assert.IsLessThan(5.0, (double)rewritten / written);
        while (MergeRun.Find(segments, options, isOver: true) is { Count: > 1 } run)
        {
            Assert.IsLessThanOrEqualTo(options.LookupSegmentBytes, run.Sum(name => segments[name]));
            segments.Add(run[0] with { Last = run[^1].Last }, run.Sum(name => segments[name]));
            run.ToList().ForEach(name => segments.Remove(name));
        }

        Assert.IsLessThan((2 * written / options.LookupSegmentBytes) + 2, segments.Count, "a day that is over takes few segments");
    }

    [TestMethod]
    public void A_segments_name_is_read_as_it_was_written() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample((first, last) =>
        {
            var name = new SegmentName(SegmentName.FolderOf("count", 20260304, Rig.Partition), 20260304, first, last);
            return SegmentName.Parse(name.Blob) == name;
        });

    [TestMethod]
    [DataRow("count/20260304/numbers/count/3/1-2.seg")]
    [DataRow("count/today/numbers/count/3/00000000000000000001-00000000000000000002.seg")]
    [DataRow("00000000000000000001-00000000000000000002.seg")]
    public void A_name_of_another_shape_is_no_segment(string name) => Assert.IsNull(SegmentName.Parse(name));

    private static string Key(int key) => $"payment-{key}";

    private static ulong Hash(int key) => IdHash.Of(Key(key).AsSpan());

    private static byte[] Build((int Key, byte[] Value)[] answers, long sequence)
    {
        var buffer = new LookupBuffer();
        foreach (var (index, (key, value)) in answers.Index())
        {
            buffer.Add(sequence + index, sequence + index, Key(key), value);
        }

        return buffer.Build();
    }

    private static SegmentDirectory Directory(byte[] segment) =>
        SegmentDirectory.Read("test", segment.AsMemory(0, SegmentDirectory.BytesOf("test", segment)));

    private static int Entries(byte[] segment)
    {
        var cursor = new SegmentCursor("test", segment);
        var (count, hash) = (0, 0UL);
        while (cursor.MoveNext())
        {
            Assert.IsGreaterThanOrEqualTo(hash, cursor.Hash);
            (count, hash) = (count + 1, cursor.Hash);
        }

        return count;
    }

    private static byte[]? Find(byte[] segment, int key)
    {
        var directory = Directory(segment);
        if (!directory.MayHold(Hash(key)) || directory.BlockOf(Hash(key)) is not (>= 0 and var index))
        {
            return null;
        }

        var block = directory.Block(index);
        var raw = block.Unpack("test", segment.AsSpan((int)block.Position, block.StoredBytes));
        return SegmentReader.TryFind(raw, Encoding.UTF8.GetBytes(Key(key)), out _, out var value) ? value.ToArray() : null;
    }
}
