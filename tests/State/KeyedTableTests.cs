using System.Buffers;
using System.Buffers.Binary;
using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class KeyedTableTests
{
    private static readonly Gen<(ulong Key, int Kind, int Clock)[]> Steps =
        Gen.Select(Gen.ULong[0, 12], Gen.Int[0, 9], Gen.Int[0, 50]).Array[0, 80];

    [TestMethod]
    public void A_table_keeps_what_a_plain_list_in_order_of_use_keeps() =>
        Gen.Select(Steps, Gen.Int[1, 9]).Sample((steps, capacity) =>
        {
            var table = new KeyedTable<Number>(capacity);
            var plain = new PlainTable(capacity);
            foreach (var step in steps)
            {
                Do(table, step);
                plain.Do(step);
            }

            return Text(table, plain.Keys) == plain.Text && table.Count == plain.Keys.Count;
        });

    [TestMethod]
    public void The_oldest_key_is_the_one_that_was_not_used_for_longest_and_the_first_to_go_when_idle() =>
        Gen.Select(Steps, Gen.Int[1, 9]).Sample((steps, capacity) =>
        {
            var table = new KeyedTable<Number>(capacity);
            Array.ForEach(steps, step => Do(table, step));
            var order = table.NewestFirst().ToArray();
            if (!table.TryOldest(out var oldest, out var usedMs))
            {
                return order.Length == 0;
            }

            var before = table.Count;
            return oldest == order[^1] && table.ForgetIdle(usedMs) == 0 && table.ForgetIdle(usedMs + 1) > 0 && table.Count < before && !table.Keys.Contains(oldest);
        });

    [TestMethod]
    public void Keys_used_since_a_mark_are_those_that_were_touched_since() =>
        Gen.Select(Steps, Steps, Gen.Int[1, 9]).Sample((before, after, capacity) =>
        {
            var table = new KeyedTable<Number>(capacity);
            Array.ForEach(before, step => Do(table, step));
            var (mark, order) = (table.Mark, table.NewestFirst().ToArray());
            var isNothing = !table.NewestFirst(mark).Any();
            Array.ForEach(after, step => Do(table, step));
            var since = table.NewestFirst(mark).ToArray();
            var all = table.NewestFirst().ToArray();
            var rest = all.Skip(since.Length).ToArray();
            return isNothing && all.Take(since.Length).SequenceEqual(since) && rest.SequenceEqual(order.Where(rest.Contains));
        });

    [TestMethod]
    public void A_table_written_while_it_changes_is_read_back_as_it_was() =>
        Gen.Select(Steps, Steps, Gen.Int[1, 9], Gen.Int[1, 120]).Sample((before, after, capacity, pieceBytes) =>
        {
            var table = new KeyedTable<Number>(capacity);
            Array.ForEach(before, step => Do(table, step));
            var expected = Bytes(Pieces(table.Capture(), int.MaxValue));
            using var capture = table.Capture();
            var pieces = new List<byte[]>();
            foreach (var step in after)
            {
                Do(table, step);
                pieces.AddRange(Pieces(capture, pieceBytes, most: step.Clock % 3));
            }

            pieces.AddRange(Pieces(capture, pieceBytes));
            var loaded = Load(pieces, capacity);
            return Bytes(Pieces(loaded.Capture(), int.MaxValue)).SequenceEqual(expected);
        });

    [TestMethod]
    public void A_loaded_table_goes_on_like_the_one_that_was_written() =>
        Gen.Select(Steps, Steps, Gen.Int[1, 9]).Sample((before, after, capacity) =>
        {
            var table = new KeyedTable<Number>(capacity);
            Array.ForEach(before, step => Do(table, step));
            var loaded = Load(Pieces(table.Capture(), 40), capacity);
            Array.ForEach(after, step => Do(table, step));
            Array.ForEach(after, step => Do(loaded, step));
            return Bytes(Pieces(table.Capture(), 40)).SequenceEqual(Bytes(Pieces(loaded.Capture(), 40)));
        });

    [TestMethod]
    public void What_changes_before_its_turn_waits_and_is_written_first()
    {
        var table = new KeyedTable<Number>(1_000);
        for (var key = 0UL; key < 600; key++)
        {
            table.Touch(key);
        }

        using var capture = table.Capture();
        table.Touch(599) = new Number(7);
        table.Touch(599) = new Number(8);
        Assert.AreEqual(28, capture.WaitingBytes, "one value, once");
        Assert.HasCount(1, Pieces(capture, 100, most: 1));
        Assert.AreEqual(0, capture.WaitingBytes);
    }

    [TestMethod]
    public void A_second_capture_before_the_first_has_ended_is_refused()
    {
        var table = new KeyedTable<Number>(2);
        using (table.Capture())
        {
            Assert.ThrowsExactly<InvalidOperationException>(table.Capture);
        }

        table.Capture().Dispose();
    }

    [TestMethod]
    public void A_table_saved_under_a_larger_bound_keeps_what_was_used_last()
    {
        var table = new KeyedTable<Number>(5);
        foreach (var key in new ulong[] { 1, 2, 3, 4, 5, 2 })
        {
            table.Touch(key);
        }

        var loaded = Load(Pieces(table.Capture(), 40), capacity: 2);
        Assert.AreEqual(2, loaded.Count);
        loaded.Find(5, out var hasFive);
        loaded.Find(2, out var hasTwo);
        Assert.IsTrue(hasFive && hasTwo);
    }

    [TestMethod]
    public void No_bytes_of_a_piece_do_worse_than_a_format_error() =>
        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            try
            {
                new KeyedTable<Number>(4).Load(bytes);
            }
            catch (FormatException)
            {
                // The only refusal.
            }
        });

    private static void Do(KeyedTable<Number> table, (ulong Key, int Kind, int Clock) step)
    {
        switch (step.Kind)
        {
            case 0:
                table.Remove(step.Key);
                break;
            case 1:
                table.ForgetIdle(step.Clock - 5);
                break;
            case 2:
                ref var edited = ref table.Edit(step.Key, out _);
                edited = new Number(edited.Value + 100);
                break;
            default:
                ref var touched = ref table.Touch(step.Key, step.Clock);
                touched = new Number(touched.Value + 1);
                break;
        }
    }

    private static string Text(KeyedTable<Number> table, IEnumerable<ulong> keys) =>
        string.Join(',', keys.Select(key => $"{key}={table.Find(key, out _).Value}"));

    private static List<byte[]> Pieces(IStateCapture capture, int bytes, int most = int.MaxValue)
    {
        var pieces = new List<byte[]>();
        for (var buffer = new ArrayBufferWriter<byte>(); pieces.Count < most && capture.TryWriteNext(buffer, bytes); buffer.ResetWrittenCount())
        {
            pieces.Add(buffer.WrittenSpan.ToArray());
        }

        if (most == int.MaxValue)
        {
            capture.Dispose();
        }

        return pieces;
    }

    private static byte[] Bytes(List<byte[]> pieces) => [.. pieces.SelectMany(piece => piece)];

    private static KeyedTable<Number> Load(List<byte[]> pieces, int capacity)
    {
        var table = new KeyedTable<Number>(capacity);
        pieces.ForEach(piece => table.Load(piece));
        return table;
    }

    private readonly record struct Number(long Value) : IStateValue<Number>
    {
        public static Number Create() => default;

        public static Number Read(ReadOnlySpan<byte> source, out int read)
        {
            read = sizeof(long);
            return source.Length < read
                ? throw new FormatException($"{read} bytes, got {source.Length}")
                : new Number(BinaryPrimitives.ReadInt64LittleEndian(source));
        }

        public void Write(IBufferWriter<byte> target)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target.GetSpan(sizeof(long)), Value);
            target.Advance(sizeof(long));
        }
    }

    /// <summary>The same by a list in order of use: slow, and obviously right.</summary>
    private sealed class PlainTable(int capacity)
    {
        private readonly List<(ulong Key, long Value, long Used)> _entries = [];
        private long _clock;

        public List<ulong> Keys => [.. _entries.Select(entry => entry.Key)];

        public string Text => string.Join(',', _entries.Select(entry => $"{entry.Key}={entry.Value}"));

        public void Do((ulong Key, int Kind, int Clock) step)
        {
            var at = _entries.FindIndex(entry => entry.Key == step.Key);
            switch (step.Kind)
            {
                case 0:
                    _entries.RemoveAll(entry => entry.Key == step.Key);
                    break;
                case 1:
                    _entries.RemoveAll(entry => entry.Used < step.Clock - 5);
                    break;
                case 2 when at >= 0:
                    _entries[at] = _entries[at] with { Value = _entries[at].Value + 100 };
                    break;
                case > 2:
                    _clock = Math.Max(_clock, step.Clock);
                    var value = at >= 0 ? _entries[at].Value : 0;
                    _entries.RemoveAll(entry => entry.Key == step.Key);
                    _entries.RemoveRange(0, Math.Max(0, _entries.Count + 1 - capacity));
                    _entries.Add((step.Key, value + 1, _clock));
                    break;
                default:
                    break;
            }
        }
    }
}
