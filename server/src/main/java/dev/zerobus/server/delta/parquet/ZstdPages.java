// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages with Zstandard at its fastest level. Owned by the materialiser's thread. */
final class ZstdPages implements BytesInputCompressor {

    private static final int LEVEL = 1;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private final Page plain = new Page();
    private byte[] scratch = new byte[0];

    /** Bytes that can be compressed where they are. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        plain.reset();
        page.writeAllTo(plain);
        int bound = Math.toIntExact(Zstd.compressBound(plain.size()));
        if (scratch.length < bound) {
            scratch = new byte[bound];
        }
        int size = context.compressByteArray(scratch, 0, bound, plain.array(), 0, plain.size());
        return BytesInput.from(Arrays.copyOf(scratch, size));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        context.close();
    }
}
