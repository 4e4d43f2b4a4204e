import { queryOptions } from '@tanstack/react-query';
import { refusalOf } from '@/lib/refusal';
import { supabase } from '@/lib/data/supabase';

export type Begun = { id: string; secret: string; picture: string };

/** The second factors that count. The server is asked: the session may know of an older state. */
export const factors = queryOptions({
  queryKey: ['kernel', 'factors'],
  queryFn: async () => {
    const { data, error } = await supabase.auth.mfa.listFactors();
    if (error !== null) throw refusalOf(error);
    return data.totp;
  },
});

/** Begins to set one up; it counts once a code of it was shown. */
export async function begin(name: string): Promise<Begun> {
  const { data, error } = await supabase.auth.mfa.enroll({
    factorType: 'totp',
    friendlyName: name,
    issuer: 'Atrium',
  });
  if (error !== null) throw refusalOf(error);
  return { id: data.id, secret: data.totp.secret, picture: data.totp.qr_code };
}

export async function remove(factorId: string): Promise<void> {
  const { error } = await supabase.auth.mfa.unenroll({ factorId });
  if (error !== null) throw refusalOf(error);
  // the session is one of one factor again, and its token has to say so
  await supabase.auth.refreshSession();
}

/** "JBSW Y3DP …": four letters at a time, as authenticators show what is typed into them. */
export const spaced = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** A picture as an address that an image may have: what is not plain in an address is written otherwise. */
export function addressOf(picture: string): string {
  const svg = picture.slice(picture.indexOf(',') + 1);
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
