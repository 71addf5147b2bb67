/** The operator's key on one machine. Whoever reaches 127.0.0.1 here may know it: it is documented, and no page can use it. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
