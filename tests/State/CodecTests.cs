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
    public void Outputs_are_read_as_they_were_published() =>
        Gen.Select(Gen.String[1, 20], Gen.String[1, 20], Gen.Byte.Array[0, 50], Gen.Bool, Gen.Bool).Array[0, 5].Sample(outputs =>
        {
            var result = new BatchResult();
            foreach (var (hub, key, body, hasLookup, isShort) in outputs)
            {
                Publish(result, new OutgoingEvent($"h{Clean(hub)}", Clean(key), "id", "type", body, hasLookup ? Clean(key) : null), isShort);
            }

            result.AddEntry("sink/name", [1, 2, 3]);
            var payload = new ArrayBufferWriter<byte>();
            BatchPayload.Write(payload, result);
            var at = BatchPayload.Apply(payload.WrittenSpan, new CountState(), new DedupeWindow(0));
            var read = BatchPayload.ReadOutputs(payload.WrittenMemory[at..], ReversedForm.Instance);
            var entry = BatchPayload.ReadEntries(payload.WrittenMemory[at..]).Single();
            return entry.Target == "sink/name" && entry.Body.Span.SequenceEqual(result.EntryAt(0).Body.Span)
                && read.Length == outputs.Length && read.Index().All(pair => IsSame(pair.Item, result.OutputAt(pair.Index)))
                && outputs.Index().All(pair => result.OutputAt(pair.Index).Body.Span.SequenceEqual(pair.Item.Item3));
        });

    [TestMethod]
    public void A_short_form_that_nobody_knows_is_refused_when_it_is_read_and_before_it_is_committed()
    {
        var (result, payload) = (new BatchResult(), new ArrayBufferWriter<byte>());
        Publish(result, new OutgoingEvent("hub", "key", "id", "counted", new byte[] { 1 }, null), isShort: true);
        BatchPayload.Write(payload, result);
        var at = BatchPayload.Apply(payload.WrittenSpan, new IgnoringState(), new DedupeWindow(0));
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => BatchPayload.ReadOutputs(payload.WrittenMemory[at..])).Message, "counted for hub hub");
        Assert.ThrowsExactly<InvalidOperationException>(() => result.CheckForm(null));
        result.CheckForm(ReversedForm.Instance);
        Assert.ThrowsExactly<ArgumentException>(() => result.PublishShort(result.OutputAt(0), new ReversedForm()));
    }

    [TestMethod]
    [DataRow("$hub")]
    [DataRow("~hub")]
    public void A_hub_whose_name_reads_as_a_mark_is_refused(string hub) =>
        Assert.ThrowsExactly<ArgumentException>(() => new BatchResult().Publish(new OutgoingEvent(hub, "key", "id", "type", default, null)));

    [TestMethod]
    public void The_payload_in_place_is_the_one_that_is_written() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[0, 8], Gen.ULong.Array[0, 4], Gen.Byte.Array[0, 60].Array[0, 5], Gen.Byte.Array[0, 40].Array[0, 3])
            .Array[1, 8].Sample(batches =>
        {
            var result = new BatchResult(0);
            foreach (var (changes, claims, outputs, entries) in batches)
            {
                result.Reset();
                Array.ForEach(changes, change => result.Change(change));
                Array.ForEach(claims, claim => result.TryClaim(claim));
                Array.ForEach(outputs, body => Publish(result, new OutgoingEvent("hub", "key", "id", "type", body, null), isShort: body.Length % 2 != 0));
                Array.ForEach(entries, body => result.AddEntry("sink/name", body));
                var expected = new ArrayBufferWriter<byte>();
                BatchPayload.Write(expected, result);
                for (var time = 0; time < 2; time++)
                {
                    Assert.IsTrue(result.Payload().Span.SequenceEqual(expected.WrittenSpan));
                    Assert.IsTrue(changes.Index().All(pair => result.ChangeAt(pair.Index).SequenceEqual(pair.Item)));
                    Assert.IsTrue(outputs.Index().All(pair => result.OutputAt(pair.Index).Body.Span.SequenceEqual(pair.Item)));
                    Assert.IsTrue(entries.Index().All(pair => result.EntryAt(pair.Index).Body.Span.SequenceEqual(pair.Item)));
                }
            }
        });

    [TestMethod]
    public void No_bytes_of_a_payload_do_worse_than_a_format_error() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            try
            {
                BatchPayload.ReadOutputs(bytes);
                BatchPayload.Apply(bytes, new IgnoringState(), new DedupeWindow(0));
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

    // A lone surrogate has no UTF-8 of its own and is not a name anyone gives.
    private static string Clean(string text) => new([.. text.Select(character => char.IsSurrogate(character) ? '?' : character)]);

    private static void Publish(BatchResult result, in OutgoingEvent output, bool isShort)
    {
        if (isShort)
        {
            result.PublishShort(output with { Body = ReversedForm.Of(output.Body.ToArray()) }, ReversedForm.Instance);
        }
        else
        {
            result.Publish(output);
        }
    }

    private static bool IsSame(in OutgoingEvent left, in OutgoingEvent right) =>
        left with { Body = default } == right with { Body = default } && left.Body.Span.SequenceEqual(right.Body.Span);
}
