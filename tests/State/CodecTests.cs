using System.Buffers;
using System.Text;
using CsCheck;

namespace XbFunctions.State.Tests;

[TestClass]
public sealed class CodecTests
{
    private static readonly Gen<JournalRecordHeader> Headers =
        from kind in Gen.Byte[1, 3]
        from parts in Gen.UShort[1, ushort.MaxValue]
        from part in Gen.UShort[0, (ushort)(parts - 1)]
        from writer in Gen.ULong
        from numbers in Gen.Long.Array[4]
        from milliseconds in Gen.Long[0, 4_000_000_000_000]
        from packing in Gen.Byte[0, 1]
        select new JournalRecordHeader(
            (JournalRecordKind)kind, part, parts, writer, numbers[0], numbers[1], DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), numbers[2], numbers[3])
        {
            Packing = (JournalPacking)packing,
        };

    private static readonly Gen<byte[]> Records =
        Gen.Select(Headers, Gen.Byte.Array[0, 100], (header, payload) =>
        {
            var record = new byte[JournalRecordHeader.Bytes + payload.Length];
            payload.CopyTo(record, JournalRecordHeader.Bytes);
            header.Write(record);
            return record;
        });

    [TestMethod]
    public void A_record_header_is_read_as_it_was_written() =>
        Headers.Sample(header =>
        {
            var record = new byte[JournalRecordHeader.Bytes + 3];
            header.Write(record);
            return JournalRecordHeader.TryRead(record, out var read, out _, out _)
                && read == header && JournalRecordHeader.LengthOf(record) == record.Length;
        });

    [TestMethod]
    public void A_flipped_bit_behind_the_length_is_noticed() =>
        Gen.Select(Records, Gen.Int[0, int.MaxValue]).Sample((record, place) =>
        {
            var bit = 32 + (place % ((record.Length - 4) * 8));
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            return !JournalRecordHeader.TryRead(record, out _, out _, out var got) && got.Length > 0;
        });

    [TestMethod]
    public void A_payload_is_unpacked_as_it_was_written_and_never_longer() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 40]).Sample((piece, times) =>
        {
            byte[] payload = [.. Enumerable.Repeat(piece, times).SelectMany(static bytes => bytes)];
            var record = new ArrayBufferWriter<byte>();
            var packing = PayloadPacking.Write(record, payload);
            var read = packing == JournalPacking.None ? record.WrittenSpan : PayloadPacking.Unpack(record.WrittenSpan);
            return record.WrittenCount <= payload.Length && read.SequenceEqual(payload);
        });

    [TestMethod]
    public void A_damaged_packed_payload_is_a_malformed_one() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            try
            {
                PayloadPacking.Unpack(bytes);
            }
            catch (FormatException malformed)
            {
                return malformed.Message.Length > 0;
            }

            return true;
        });

    [TestMethod]
    public void Numbers_are_read_as_they_were_written() =>
        Gen.UInt.Sample(number =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            VarInt.Write(buffer, number);
            return VarInt.TryRead(buffer.WrittenSpan, out var read, out var length) && read == number && length == buffer.WrittenCount
                && !VarInt.TryRead(buffer.WrittenSpan[..^1], out _, out _);
        });

    [TestMethod]
    public void A_number_above_32_bits_is_refused() =>
        Assert.IsFalse(VarInt.TryRead([0xff, 0xff, 0xff, 0xff, 0x10], out _, out _));

    [TestMethod]
    public void An_id_has_one_hash_as_characters_and_as_bytes() =>
        Gen.String[Gen.Char.Where(character => !char.IsSurrogate(character)), 0, 400].Sample(id => IdHash.Of(id.AsSpan()) == IdHash.Of(Encoding.UTF8.GetBytes(id)));

    [TestMethod]
    public void The_checksum_is_the_one_of_RFC_3720() => Assert.AreEqual(0xE3069283u, Crc32C.Of("123456789"u8));

    [TestMethod]
    public void The_window_forgets_the_oldest_id_first() =>
        Gen.Select(Gen.Int[1, 8], Gen.ULong[0, 12].Array[0, 60]).Sample((capacity, ids) =>
        {
            var window = new DedupeWindow(capacity);
            var remembered = new List<ulong>();
            foreach (var id in ids)
            {
                var isNew = !remembered.Contains(id);
                if (window.TryAdd(id) != isNew)
                {
                    return false;
                }

                if (isNew)
                {
                    remembered.Add(id);
                    remembered.RemoveRange(0, Math.Max(0, remembered.Count - capacity));
                }
            }

            return window.Copy().SequenceEqual(remembered);
        });

    [TestMethod]
    public void A_payload_is_read_as_it_was_written() =>
        Gen.Select(Gen.Int[0, 2], Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Byte.Array[0, 300], Gen.Bool).Array[0, 9].Array[1, 6].Sample(batches =>
        {
            var result = new BatchResult(0);
            foreach (var batch in batches)
            {
                result.Reset();
                var (changes, outputs) = Fill(result, batch);
                result.TryClaim((ulong)batch.Length);
                result.AddEntry("sink/name", [1, 2, 3]);
                for (var time = 0; time < 2; time++)
                {
                    var (state, window, payload) = (new RecordingState(), new DedupeWindow(8), result.Payload().ToArray());
                    var at = BatchPayload.Apply(payload, state, window);
                    var read = BatchPayload.ReadOutputs(payload, at, AnswerForm.Instance);
                    var entry = BatchPayload.ReadEntries(payload.AsMemory(at)).Single();
                    CollectionAssert.AreEqual(changes, state.Changes.Select(Convert.ToHexStringLower).ToList());
                    CollectionAssert.AreEqual(changes, Enumerable.Range(0, result.ChangeCount).Select(index => Convert.ToHexStringLower(result.ChangeAt(index))).ToList());
                    CollectionAssert.AreEqual(outputs, read.Select(Text).ToList());
                    CollectionAssert.AreEqual(outputs, Enumerable.Range(0, result.OutputCount).Select(index => Text(result.OutputAt(index))).ToList());
                    CollectionAssert.AreEqual(new[] { (ulong)batch.Length }, window.Copy().ToArray());
                    Assert.IsTrue(entry.Target == "sink/name" && entry.Body.Span.SequenceEqual(result.EntryAt(0).Body.Span));
                }
            }
        });

    [TestMethod]
    public void Events_that_nobody_can_make_are_refused_when_they_are_read_and_before_they_are_committed()
    {
        var result = new BatchResult();
        result.PublishChange(result.ReserveChange(), AnswerForm.Change("k:1", 1, []), AnswerForm.Instance);
        var payload = result.Payload().ToArray();
        var at = BatchPayload.Apply(payload, new IgnoringState(), new DedupeWindow(0));
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => BatchPayload.ReadOutputs(payload, at)).Message, "no form");
        Assert.ThrowsExactly<InvalidOperationException>(() => result.CheckForm(null));
        result.CheckForm(AnswerForm.Instance);
        var place = result.ReserveChange();
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishChange(place, [], new AnswerForm()));
    }

    [TestMethod]
    public void A_short_form_that_nobody_knows_is_refused_when_it_is_read()
    {
        // As in the golden journal of version 4.
        var payload = Convert.FromHexString("01036b3a350001087e616e7377657273016b06612d3130303607636f756e7465640003353a6b");
        var at = BatchPayload.Apply(payload, new IgnoringState(), new DedupeWindow(0));
        Assert.AreEqual("k:5", Encoding.UTF8.GetString(BatchPayload.ReadOutputs(payload, at, AnswerForm.Instance).Single().Body.Span));
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => BatchPayload.ReadOutputs(payload, at)).Message, "counted for hub answers");
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => BatchPayload.ReadOutputs(payload, at, new NoShortForm())).Message, "counted for hub answers");
    }

    [TestMethod]
    public void A_place_is_filled_once_in_its_order_and_before_the_batch_ends()
    {
        var result = new BatchResult();
        result.Change([1]);
        var (first, second) = (result.ReserveChange(), result.ReserveChange());
        Assert.ThrowsExactly<InvalidOperationException>(() => result.Payload());
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishChange(0, [], AnswerForm.Instance), "no place");
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishChange(3, [], AnswerForm.Instance), "no place");
        result.PublishChange(second, AnswerForm.Change("k:2", 2, []), AnswerForm.Instance);
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishChange(second, [], AnswerForm.Instance), "filled");
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishChange(first, [], AnswerForm.Instance), "before another");
    }

    [TestMethod]
    [DataRow("$hub")]
    [DataRow("~hub")]
    [DataRow("^hub")]
    public void A_hub_whose_name_reads_as_a_mark_is_refused(string hub) =>
        Assert.ThrowsExactly<ArgumentException>(() => new BatchResult().Publish(new OutgoingEvent(hub, "key", "id", "type", default, null)));

    [TestMethod]
    public void No_bytes_of_a_payload_do_worse_than_a_format_error() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            try
            {
                BatchPayload.ReadOutputs(bytes, BatchPayload.Apply(bytes, new IgnoringState(), new DedupeWindow(0)), AnswerForm.Instance);
            }
            catch (FormatException)
            {
                // The only refusal.
            }
        });

    [TestMethod]
    public void An_output_of_a_batch_that_names_a_partition_is_refused()
    {
        var output = new OutgoingEvent("hub", "key", "id", "type", default, null) { PartitionId = "0" };
        Assert.ThrowsExactly<ArgumentException>(() => new BatchResult().Publish(output));
    }

    [TestMethod]
    public void No_bytes_of_an_entry_do_worse_than_a_corrupt_state()
    {
        var dataset = new ArchiveDataset("a", 1, new ArchiveColumn("b", ArchiveColumnType.Text));
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            Check(bytes, body => ReadModelEntry.Read(body, 1, 0, 0));
            Check(bytes, body => ArchivedRow.Read("a", body, [dataset]));
        });

        static void Check(byte[] bytes, Action<ReadOnlyMemory<byte>> read)
        {
            // Bytes that begin well get further.
            foreach (var body in (byte[][])[bytes, [1, .. bytes], [1, 1, .. bytes], [1, 1, 1, (byte)'k', .. bytes]])
            {
                try
                {
                    read(body);
                }
                catch (StateException)
                {
                    // The only refusal.
                }
            }
        }
    }

    // Kind 0 is published as the change that it is, some events later; kind 1 is a change alone, kind 2 both apart.
    private static (List<string> Changes, List<string> Outputs) Fill(BatchResult result, (int Kind, string Key, byte[] Bytes, bool HasLookup)[] batch)
    {
        var (changes, outputs, places) = (new List<string>(), new List<string>(), new List<(int Place, byte[] Change)>());
        foreach (var (kind, key, bytes, hasLookup) in batch)
        {
            var change = kind == 0 ? AnswerForm.Change($"{key}:1", changes.Count, bytes) : bytes;
            if (kind == 0)
            {
                places.Add((result.ReserveChange(), change));
            }
            else
            {
                result.Change(change);
            }

            changes.Add(Convert.ToHexStringLower(change));
            if (kind == 2)
            {
                var output = new OutgoingEvent($"h{key}é支", $"{key}é支", $"{key}-é", "type", bytes, hasLookup ? $"{key}支" : null);
                result.Publish(output);
                outputs.Add(Text(output));
            }

            if (hasLookup)
            {
                PublishAll();
            }
        }

        PublishAll();
        return (changes, outputs);

        void PublishAll()
        {
            foreach (var (place, change) in places)
            {
                result.PublishChange(place, change, AnswerForm.Instance);
                outputs.Add(Text(AnswerForm.Instance.Make(change, change, new ArrayBufferWriter<byte>())));
            }

            places.Clear();
        }
    }

    private static string Text(OutgoingEvent output) =>
        $"{output.Hub} {output.PartitionKey} {output.EventId} {output.EventType} {output.LookupKey} {Convert.ToHexStringLower(output.Body.Span)}";

    private sealed class NoShortForm : IOutputForm
    {
        public OutgoingEvent Make(ReadOnlyMemory<byte> change, ReadOnlyMemory<byte> first, ArrayBufferWriter<byte> target) => throw new NotSupportedException();
    }

    private sealed class RecordingState : IStreamState
    {
        public List<byte[]> Changes { get; } = [];

        public void Apply(ReadOnlySpan<byte> change) => Changes.Add(change.ToArray());

        public IStateCapture Capture() => throw new NotSupportedException();

        public void Load(ReadOnlySpan<byte> snapshot) => throw new NotSupportedException();
    }
}
